class Evil:
    def __str__(self):
        error.args = ()
        return "evil"


error = ValueError(Evil())
print(error)
print(error.args)
