"""Closes a loop with a live run: holds the mean of W at a target by PI control of one parameter, a correction a tick.

    connectop --detach --hz 50 && python3 closed_loop.py --target 0.5

In the void field the mean rests at 1 - beta/alpha, so growth (`alpha`) moves it; in linear-rate it is `drive`.
"""

import argparse
import sys
import time

import connectop


def main() -> int:
    parser = argparse.ArgumentParser(description='Holds mean W of a live run at a target.')
    parser.add_argument('run', nargs='?', help='id, directory or socket (default: the newest live run)')
    parser.add_argument('--target', type=float, default=0.5, help='mean W to hold (%(default)s)')
    parser.add_argument('--parameter', default='alpha', help='what is moved, where more of it makes W grow (%(default)s)')
    parser.add_argument('--hz', type=float, default=50, help='ticks, and corrections, a second (%(default)s)')
    parser.add_argument('--seconds', type=float, default=60, help='how long it is held (%(default)s)')
    parser.add_argument('--settle', type=float, default=5, help='seconds before that, to get there (%(default)s)')
    parser.add_argument('--kp', type=float, default=0.3, help='gain of the error (%(default)s)')
    parser.add_argument('--ki', type=float, default=0.03, help='gain of its sum over the ticks (%(default)s)')
    args = parser.parse_args()

    with connectop.attach(args.run) as run:
        knob = run.parameters.get(args.parameter)
        if knob is None or knob.minimum is None or knob.maximum is None:
            parser.error(f'{args.parameter} is no number that can be set; use one of {", ".join(run.parameters)}')
        run.set(hz=args.hz)
        run.resume()
        setting = base = float(knob.value)
        total, worst, corrections, missed = 0.0, 0.0, 0, 0
        first = last = run.tick
        settled, ends = args.settle * args.hz, (args.settle + args.seconds) * args.hz
        began = time.monotonic()
        for state in run.ticks():
            error = args.target - float(state.W.mean())
            gained = error * min(max(state.tick - last, 0), 5)  # a loop that came late does not make up for all of it
            wanted = base + args.kp * error + args.ki * (total + gained)
            setting = min(max(wanted, knob.minimum), knob.maximum)
            if setting == wanted:
                total += gained  # at a stop the sum would grow without an effect
            run.set(**{args.parameter: setting})
            corrections, missed, last = corrections + 1, missed + max(0, state.tick - last - 1), state.tick
            if last - first >= settled:
                worst = max(worst, abs(error) / args.target)
            if corrections % max(1, round(args.hz)) == 0:
                print(f'tick {last}  mean W {args.target - error:.5f}  {args.parameter} {setting:.5f}  worst {worst:.3%}', flush=True)
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
