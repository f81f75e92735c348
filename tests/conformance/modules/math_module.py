# SPDX-License-Identifier: MIT
import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.fabs(-2), math.copysign(1, -0.0))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(0.5), math.acos(0.5), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5))
print(math.exp(1), math.expm1(1e-10), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.pow(2, 0.5), math.exp2(3), math.cbrt(27), math.log(10 ** 400), math.log2(2 ** 2000), math.log10(10 ** 500))
print(math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 8), math.lcm(4, 6), math.lcm(), math.lcm(0, 5), math.factorial(20), math.factorial(0), math.comb(10, 3), math.comb(3, 5), math.perm(5, 2), math.perm(5), math.isqrt(10 ** 40), math.isqrt(0), math.comb(100, 50))
print(math.fmod(-7, 3), math.modf(-2.75), math.frexp(10), math.ldexp(0.5, 4), math.hypot(3, 4), math.hypot(1, 2, 2), math.hypot(), math.dist([1, 2], [4, 6]), math.degrees(math.pi), math.radians(180), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.prod([], start=5), math.remainder(7, 3), math.ulp(1.0), math.nextafter(1, 2))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9), math.erf(1), math.erfc(1), math.gamma(5), math.lgamma(10))
class F:
    def __float__(self): return 4.0
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
print(math.sqrt(F()), math.floor(F()), math.ceil(F()), math.trunc(F()), math.floor(10 ** 30), math.ceil(1e20), math.sqrt(10 ** 30), math.floor(True))
for source in ["math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.log(10, 1)", "math.factorial(-1)", "math.factorial(1.5)", "math.acos(2)", "math.exp(1000)", "math.pow(0, -1)", "math.pow(10, 400)", "math.pow(-8, 1/3)", "math.sqrt('x')", "math.floor('x')", "math.gcd(1.5)", "math.isqrt(-1)", "math.comb(-1, 2)", "math.fmod(1, 0)", "math.ldexp(1, 5000)", "math.sin(math.inf)", "math.cosh(1000)", "math.gamma(0)", "math.floor(math.nan)", "math.ceil(math.inf)", "math.sqrt()", "math.sqrt(1, 2)", "math.sqrt(10 ** 400)", "math.dist([1], [1, 2])", "math.prod(['a'])", "math.fsum(['a'])", "math.atanh(1)", "math.factorial(10 ** 30)", "math.nope", "math.perm(5, -1)", "math.trunc('a')", "math.isclose(1, 1, rel_tol=-1)"]:
    try: print(source, eval(source))
    except Exception as error: print(source, "->", type(error).__name__, error)
print(sum(math.sin(i) * math.cos(i) for i in range(100)), [math.floor(x / 3) for x in range(-4, 5)])
