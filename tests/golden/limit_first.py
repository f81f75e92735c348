# minipy: --trace=vm --color=never --max-events=12 --max-items=2 --max-str=5
items = [n for n in range(9)]
print("a long text")
