# minipy: --trace=flow --ascii
# The stages compile the program, too, but only the run warns.
x = 1
print(x is 1)
