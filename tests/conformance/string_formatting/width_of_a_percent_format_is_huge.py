# Width of a percent format is huge.
b'%*d' % (2**63-1, 1)
