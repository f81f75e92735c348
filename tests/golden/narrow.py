# minipy: --trace --color=never --ascii --width=100
def double(text):
    return text + text + "é"


double("ab")
