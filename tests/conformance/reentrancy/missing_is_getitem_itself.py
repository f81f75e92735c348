# Missing is getitem itself.
class LL(dict): __missing__ = dict.__getitem__
LL()['a']
