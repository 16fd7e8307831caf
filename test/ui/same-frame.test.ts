import test from 'ava';
import {sameFrame} from '../../source/ui/same-frame.ts';
import {movedFrame, stillFrame} from '../../source/ui/still-frame.ts';
import {event, frameOf} from './views/frames.ts';
import {ringGraph} from './views/graph-fixtures.ts';
import {partRun} from './views/part-frames.ts';

const frame = frameOf();

test('frames that show the same are the same, whatever objects they are', t => {
	t.false(sameFrame(undefined, frame));
	const copy = {
		...frame,
		status: {...frame.status, metrics: {...frame.status.metrics}, input: {...frame.status.input}},
	};
	t.true(sameFrame(frame, copy));
	const {status} = frame;
	const others = [
		{...frame, status: {...status, tick: 45}},
		{...frame, status: {...status, late: 1}},
		{...frame, status: {...status, metrics: {...status.metrics, b1z: Number.NaN}}},
		{...frame, status: {...status, input: {taken: 2, dropped: 0}}},
		{...frame, settings: {...frame.settings}},
		{...frame, samples: 61},
		{...frame, events: [...frame.events, event('more')]},
		{...frame, link: {state: 'lost', message: 'away'} as const},
	];
	for (const other of others) t.false(sameFrame(frame, other));
	const none = {...others[2]!};
	t.true(sameFrame(none, {...none, status: {...none.status, metrics: {...none.status.metrics}}}), 'NaN is NaN');
	t.true(sameFrame(stillFrame(frame, frame), stillFrame(frame, frame)), 'frozen');
});

test('a frozen picture that is moved shows what was there when it was moved', t => {
	const run = partRun(ringGraph(600));
	const look = {x: 0.5, y: 0.5, zoom: 1, columns: 10, rows: 5};
	const at = (value: number, where = look, watched: readonly number[] = []) =>
		run.frame(where, new Float32Array(600).fill(value), watched);
	const frozen = at(0.1);
	t.is(movedFrame(frozen, at(0.2)), frozen);
	const moved = movedFrame(frozen, at(0.3, {...look, columns: 12}));
	t.is(moved.part?.look.columns, 12);
	t.true(moved.field.some(value => Math.abs(value - 0.3) < 1e-6));
	t.is(moved.status, frozen.status);
	t.deepEqual(movedFrame(frozen, at(0.4, look, [3])).watched?.nodes, [3]);
	t.is(movedFrame(frame, frame), frame);
});
