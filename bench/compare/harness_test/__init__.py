"""Tests of the harness: python3 -m unittest discover -t bench/compare bench/compare/harness_test"""
