#!/usr/bin/env python3
"""Turns what `ctest -V` prints into a short report.

    test_report.py run LOG      reads stdin, keeps all of it in LOG, shows progress and the output of failed tests
    test_report.py sum LOG...   adds up the single tests of all logs; exit code 1 when one failed or none ran

Single tests are counted as GoogleTest and Python's unittest report them, not as programs: a program that ends without
its closing line (a crash, a time limit) counts as one failure.
"""
import re
import sys
from dataclasses import dataclass, field

START = re.compile(r"^test (\d+)$")
NAMED = re.compile(r"^\s+Start +\d+: (.*)$")
RESULT = re.compile(r"^\s*\d+/\d+ Test +#(\d+): (\S+) \.*\s*(.*?)\s+([\d.]+) sec")
LINE = re.compile(r"^(\d+): (.*)$")


@dataclass
class Program:
    """One ctest entry: what it printed and what came of its single tests."""
    name: str = ""
    verdict: str = ""
    seconds: float = 0.0
    output: list = field(default_factory=list)

    def counts(self):
        """(passed, failed, skipped) single tests."""
        passed = failed = skipped = 0
        found = False
        for line in self.output:
            if match := re.match(r"\[  PASSED  \] (\d+) tests?\.", line):
                passed, found = passed + int(match[1]), True
            elif match := re.match(r"\[  FAILED  \] (\d+) tests?, listed", line):
                failed, found = failed + int(match[1]), True
            elif match := re.match(r"\[  SKIPPED \] (\d+) tests?, listed", line):
                skipped, found = skipped + int(match[1]), True
            elif match := re.match(r"Ran (\d+) tests? in", line):
                passed, found = passed + int(match[1]), True
            elif match := re.match(r"(OK|FAILED)(?: \((.*)\))?$", line):
                detail = dict(re.findall(r"(\w+)=(\d+)", match[2] or ""))
                bad = int(detail.get("failures", 0)) + int(detail.get("errors", 0))
                out = int(detail.get("skipped", 0))
                passed, failed, skipped = passed - bad - out, failed + bad, skipped + out
        passed = max(passed, 0)  # a class that skips itself whole counts as skipped, but its tests as not run
        if not found:
            return (1, 0, 0) if self.verdict == "Passed" else (0, 1, 0)
        if self.verdict != "Passed" and failed == 0:
            failed = 1
        return passed, failed, skipped

    def skip_reasons(self):
        """What skipped tests say about themselves."""
        reasons = []
        for before, line in zip(self.output, self.output[1:]):
            if line.startswith("Skipped") and len(line) > 7:
                reasons.append(line)
            elif re.search(r": Skipped$", before) and line.strip():
                reasons.append(line.strip())
        for line in self.output:
            if match := re.search(r"\.\.\. skipped ['\"](.*)['\"]$", line):
                reasons.append(match[1])
        return sorted(set(reasons))


def programs(lines, finished=lambda program: None):
    """The ctest entries found in the lines; `finished` is told of each as soon as its result is known."""
    found = {}
    for line in lines:
        line = line.rstrip("\n")
        if match := RESULT.match(line):
            program = found.setdefault(match[1], Program())
            program.name, program.seconds = match[2], float(match[4])
            program.verdict = match[3].strip("* ").strip()
            finished(program)
        elif match := LINE.match(line):
            found.setdefault(match[1], Program()).output.append(match[2])
    return [program for program in found.values() if program.name]


def report(program):
    passed, failed, skipped = program.counts()
    print(f"   {program.name}: {passed} passed, {failed} failed, {skipped} skipped ({program.seconds:.0f} s)", flush=True)
    if failed:
        print("\n".join("      " + line for line in program.output[-400:]))
        print(f"   {program.name} failed: {program.verdict}", flush=True)


def run(log_path):
    with open(log_path, "w", encoding="utf-8") as log:
        def keep(lines):
            for line in lines:
                log.write(line)
                yield line
        programs(keep(sys.stdin), report)
    return 0


def add_up(log_paths):
    passed = failed = skipped = 0
    for path in log_paths:
        with open(path, encoding="utf-8", errors="replace") as log:
            for program in programs(log):
                counts = program.counts()
                passed, failed, skipped = passed + counts[0], failed + counts[1], skipped + counts[2]
                for reason in program.skip_reasons():
                    print(f"   skipped in {program.name}: {reason}")
                if counts[1]:
                    print(f"   FAILED: {program.name} ({program.verdict}), see {path}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("run", "sum"):
        sys.exit(__doc__)
    sys.exit(run(sys.argv[2]) if sys.argv[1] == "run" else add_up(sys.argv[2:]))
