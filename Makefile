# Everything is in set-up/: a path with a space in it is more than make can carry.
PYTHON ?= python3
.PHONY: run test test-all check bench mutation docs new-room lock demo clean

run:        ; @$(PYTHON) set-up/run.py
test:       ; @$(PYTHON) set-up/run_tests.py test
test-all:   ; @$(PYTHON) set-up/run_tests.py test-all
check:      ; @$(PYTHON) set-up/check.py
bench:      ; @$(PYTHON) set-up/run_tests.py bench
mutation:   ; @$(PYTHON) set-up/run_tests.py mutation
docs:       ; @$(PYTHON) set-up/describe.py
new-room:   ; @$(PYTHON) set-up/new_room.py "$(NAME)"
lock:       ; @$(PYTHON) set-up/lock.py
demo:       ; @$(PYTHON) set-up/run.py --only-demonstration
clean:      ; @sh set-up/clean.sh
