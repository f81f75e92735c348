import sys


# A function that switches itself off and on is told of the next event, not of the same one again.
def make(switch, wanted, limit=50):
    told = []

    def function(frame, event, argument):
        told.append(event)
        if len(told) > limit:
            switch(None)
            raise RuntimeError('endless')
        if event == wanted:
            switch(None)
            switch(function)
        return function
    return function, told


def called():
    try:
        len('abc')
        raise KeyError
    except KeyError:
        pass


for switch in sys.settrace, sys.setprofile:
    for wanted in 'call', 'line', 'return', 'exception', 'c_call':
        function, told = make(switch, wanted)
        switch(function)
        called()
        switch(None)
        print(switch.__name__, wanted, 'endless' if len(told) > 50 else 'ends')
