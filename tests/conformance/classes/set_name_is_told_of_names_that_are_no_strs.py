# A namespace given to type() may have any keys; the message about __set_name__ shows the key.
class Angry:
    def __set_name__(self, owner, name):
        raise ValueError("not me")


for key in (1, "text", (2, 3)):
    try:
        type("Owner", (), {key: Angry()})
    except RuntimeError as error:
        print(error, "because of", repr(error.__cause__))
