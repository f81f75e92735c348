# minipy: --trace=flow --color=never --keep=both --max-events=8
for number in range(20):
    pass
