value = 2
1 / 0
