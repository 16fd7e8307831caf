"""Closes a loop with a live run: holds the mean of W at a target by PI control of one parameter, a correction a tick.

    connectop --detach --hz 50 && python3 closed_loop.py --target 0.5

In the void field the mean rests at 1 - beta/alpha, so growth (`alpha`) moves it; in linear-rate it is `drive`.
"""

import argparse
import math
import sys
import time

import connectop

PATIENCE = 3
"""Seconds at a stop without coming nearer after which the target is out of reach."""


def number(text: str) -> float:
    value = float(text)
    if math.isfinite(value):
        return value
    raise argparse.ArgumentTypeError(f'{text} is not finite')


def main() -> int:
    parser = argparse.ArgumentParser(description='Holds mean W of a live run at a target.')
    parser.add_argument('run', nargs='?', help='id, name, directory or socket (default: the newest live run)')
    parser.add_argument('--target', type=number, default=0.5, help='mean W to hold, which it has to be able to reach (%(default)s)')
    parser.add_argument('--parameter', default='alpha', help='what is moved, where more of it makes W grow (%(default)s)')
    parser.add_argument('--hz', type=number, default=50, help='ticks, and corrections, a second (%(default)s)')
    parser.add_argument('--seconds', type=number, default=60, help='how long it is held (%(default)s)')
    parser.add_argument('--settle', type=number, default=5, help='seconds before that, to get there (%(default)s)')
    parser.add_argument('--kp', type=number, default=0.3, help='gain of the error (%(default)s)')
    parser.add_argument('--ki', type=number, default=0.03, help='gain of its sum over the ticks (%(default)s)')
    args = parser.parse_args()
    if args.target == 0:
        parser.error('--target 0: the error is told as a share of the target; use another number')

    with connectop.attach(args.run) as run:
        numbers = {name: each for name, each in run.parameters.items() if each.kind == 'number' and name != 'hz'}
        knob = numbers.get(args.parameter)
        if knob is None or knob.minimum is None or knob.maximum is None:
            parser.error(f'{args.parameter} is no number that can be moved; use one of {", ".join(numbers)}')
        low, high = -math.inf, math.inf  # what was refused: with the other settings less is allowed than its range
        run.set(hz=args.hz)
        run.resume()
        setting = base = float(knob.value)
        total, worst, corrections, missed = 0.0, 0.0, 0, 0
        stopped, error_then, why = None, 0.0, ''  # since which tick it is at a stop, and how far off it was there
        first = last = run.tick
        settled, ends = args.settle * args.hz, (args.settle + args.seconds) * args.hz
        began = time.monotonic()
        for state in run.ticks(timeout=max(10.0, 5 / args.hz)):
            mean = float(state.W.mean())
            error = args.target - mean
            gained = error * min(max(state.tick - last, 0), 5)  # a loop that came late does not make up for all of it
            wanted = base + args.kp * error + args.ki * (total + gained)
            tried = min(max(wanted, knob.minimum), knob.maximum)
            if not low < tried < high:
                tried = (setting + min(max(tried, low), high)) / 2
            try:
                run.set(**{args.parameter: tried})
                setting = tried
            except connectop.Refused as refused:
                why = f'; more is refused: {refused}' if tried > setting else f'; less is refused: {refused}'
                low, high = (low, tried) if tried > setting else (tried, high)
            if setting == wanted:
                total += gained  # at a stop the sum would grow without an effect
                stopped = None
            elif stopped is None:
                stopped, error_then = state.tick, error
            elif state.tick - stopped >= PATIENCE * args.hz:
                if abs(error) > 0.99 * abs(error_then):
                    run.set(**{args.parameter: base})
                    stands = f'with {args.parameter} at {setting:.5f}, as far as it goes, mean {run.variable} is {mean:.5f}{why}'
                    sys.exit(f'closed_loop: target {args.target:g} is out of reach: {stands}; {args.parameter} is {base:g} again')
                stopped, error_then = state.tick, error
            corrections, missed, last = corrections + 1, missed + max(0, state.tick - last - 1), state.tick
            if last - first >= settled:
                worst = max(worst, abs(error / args.target))
            if corrections % max(1, round(args.hz)) == 0:
                print(f'tick {last}  mean W {mean:.5f}  {args.parameter} {setting:.5f}  worst {worst:.3%}', flush=True)
            if last - first >= ends:
                break
        rate = corrections / (time.monotonic() - began)
        done = f'{corrections} corrections at {rate:.1f} a second, {missed} ticks without one'
        print(f'{done}; worst error after {args.settle:g} s: {worst:.3%}')
        if last - first < ends:
            sys.exit('closed_loop: the run has ended before that was over')
        return 0 if worst <= 0.01 else 1


if __name__ == '__main__':
    try:
        sys.exit(main())
    except connectop.ConnectopError as error:
        sys.exit(f'closed_loop: {error}')
    except KeyboardInterrupt:
        sys.exit(130)
