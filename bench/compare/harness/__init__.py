"""The parts of bench/compare/run. Python 3.9 or newer, standard library only, Linux only."""
