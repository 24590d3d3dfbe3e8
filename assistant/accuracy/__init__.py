"""Judging answers by the facts: one deterministic verifier for gate, guard, reward, monitor and explanation.

Read verdicts.py (the words), claims.py (text -> claims), verify.py (claims -> verdicts), then probes.py, score.py,
report.py and gate.py (a whole model examined). Never calls a model by itself; whoever asks one
passes its answers in, or the model's `Adviser` to the optional second layer (second_layer.py, opinions.py).
"""
