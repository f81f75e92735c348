# minipy: --trace=line --color=never --on-limit=stop --max-events=5
print("before")
while True:
    pass
