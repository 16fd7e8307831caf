import test from 'ava';
import {calmFrame} from '../../source/ui/calm-frame.ts';
import {frameOf} from './views/frames.ts';

const history = Array.from({length: 60}, (_, second) => second);
const at = (samples: number) =>
	frameOf({samples, history: {meanWeight: history.slice(0, samples), entropy: history.slice(0, samples)}});

test('a series moves once in so many samples, and by all of them', t => {
	const ends = Array.from({length: 21}, (_, second) => calmFrame(at(20 + second), 5).history.meanWeight.at(-1));
	t.deepEqual(new Set(ends), new Set([19, 24, 29, 34, 39]));
	for (let second = 0; second <= 20; second++) t.true(19 + second - (ends[second] ?? 0) < 5);
});

test('not all series move in the same second', t => {
	for (let second = 0; second < 5; second++) {
		const [before, after] = [calmFrame(at(20 + second), 5).history, calmFrame(at(21 + second), 5).history];
		const moved = (['meanWeight', 'entropy'] as const).filter(name => before[name].length !== after[name].length);
		t.true(moved.length <= 1);
	}
});

test('every second is shown when nothing has to be spared, and all else stays as it is', t => {
	const frame = at(33);
	t.is(calmFrame(frame, 1), frame);
	const {history: _, ...rest} = calmFrame(frame, 5);
	const {history: _all, ...all} = frame;
	t.deepEqual(rest, all);
	t.deepEqual(calmFrame(at(3), 5).history.meanWeight, []);
});
