# SPDX-License-Identifier: MIT
# One-way constraints that keep variables equal or scaled: virtual calls, small objects, lists of references.
import sys


class Variable:
    def __init__(self, name, value):
        self.name, self.value = name, value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = 9


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None

    def inputs(self):
        return ()

    def outdated(self, mark):
        return all(variable.mark == mark or variable.determined_by is None for variable in self.inputs())


class Equal(Constraint):
    def __init__(self, source, target, strength):
        super().__init__(strength)
        self.source, self.output = source, target
        source.constraints.append(self)
        target.determined_by = self

    def inputs(self):
        return (self.source,)

    def execute(self):
        self.output.value = self.source.value


class Scale(Equal):
    def __init__(self, source, factor, offset, target, strength):
        super().__init__(source, target, strength)
        self.factor, self.offset = factor, offset
        factor.constraints.append(self)
        offset.constraints.append(self)

    def inputs(self):
        return (self.source, self.factor, self.offset)

    def execute(self):
        self.output.value = self.source.value * self.factor.value + self.offset.value


class Planner:
    def __init__(self):
        self.mark = 0

    def plan(self, changed):
        self.mark += 1
        changed.mark = self.mark
        order, todo = [], [changed]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if constraint.output.mark != self.mark and constraint.outdated(self.mark):
                    constraint.output.mark = self.mark
                    constraint.output.strength = min(constraint.strength, variable.strength)
                    order.append(constraint)
                    todo.append(constraint.output)
        return order

    def change(self, variable, values):
        plan = self.plan(variable)
        for value in values:
            variable.value = value
            for constraint in plan:
                constraint.execute()


def chain(n):
    variables = [Variable(f"v{i}", 0) for i in range(n + 1)]
    for i in range(n):
        Equal(variables[i], variables[i + 1], i % 7)
    planner = Planner()
    for round_ in range(4):
        planner.change(variables[0], range(round_, round_ + 60))
    return variables[-1].value + planner.mark


def projection(n):
    planner = Planner()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    sources = [Variable(f"s{i}", i) for i in range(n)]
    targets = [Variable(f"t{i}", i) for i in range(n)]
    for source, target in zip(sources, targets):
        Scale(source, factor, offset, target, 3)
    for i, source in enumerate(sources):
        planner.change(source, [i, i + 1])
    planner.change(factor, [5, 6, 7])
    planner.change(offset, [2000])
    return sum(target.value for target in targets)


def main(scale):
    total = 0
    for i in range(scale):
        total += chain(150) + projection(150)
    print(total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 370)
