# minipy: --trace=exc,call --color=never
import sys
sys.exit(3)
