#!/usr/bin/env python3
"""cvc5 from its Python package, as a program: reads SMT-LIB 2 from standard input and answers, as the program cvc5 does.

For a second opinion on the theorems by another version than the distribution's, where only the package can be had:
    pip install cvc5
    sayso-prove --cross-check python3 crates/prove/second_solver.py
It decides nothing itself: it reads one command at a time, hands it over, and prints what comes back.
"""
import sys

import cvc5


def commands(lines):
    """Whole commands: up to the bracket that closes the first one, outside names in bars and texts in quotes."""
    text, depth, inside = "", 0, None
    for line in lines:
        for c in line:
            if inside:
                inside = None if c == inside else inside
            elif c == ";":
                break
            elif c in '|"':
                inside = c
            else:
                depth += (c == "(") - (c == ")")
            text += c
        if depth == 0 and not inside:
            if text.strip():
                yield text
            text = ""
        else:
            text += "\n"


def fresh(terms, options):
    """A solver that knows nothing yet, and what reads for it."""
    solver = cvc5.Solver(terms)
    for name, value in options:
        solver.setOption(name, value)
    symbols = cvc5.SymbolManager(terms)
    return solver, symbols, cvc5.InputParser(solver, symbols)


def main():
    if "--version" in sys.argv:
        print(f"This is cvc5 version {cvc5.__version__} [its Python package]")
        return
    words = [word.removeprefix("--").split("=", 1) for word in sys.argv[1:] if "=" in word]
    terms = cvc5.TermManager()
    solver, symbols, parser = fresh(terms, words)
    for text in commands(sys.stdin):
        if text.strip() == "(reset)":
            solver, symbols, parser = fresh(terms, words)
            continue
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "standard input")
        try:
            while not (command := parser.nextCommand()).isNull():
                print(command.invoke(solver, symbols), end="", flush=True)
        except RuntimeError as why:
            print('(error "' + str(why).replace('"', "'").replace("\n", " ") + '")', flush=True)


if __name__ == "__main__":
    main()
