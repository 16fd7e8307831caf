import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {checkOptions, demo, type RunOptions} from '../../source/run/options.ts';

test('options at the ends of what is allowed pass', t => {
	t.notThrows(() => checkOptions({}));
	t.notThrows(() => checkOptions(demo));
	t.notThrows(() => checkOptions({gpuMode: 'webasm', kernel: 'gpu'}));
	t.notThrows(() => checkOptions({gpuMode: 'webasm', resume: 'state_1.npz'}), 'the checkpoint says which kernel');
	t.notThrows(() => checkOptions({neurons: 1, hz: 1000, dt: 100, steps: 1, duration: 0.01, seed: 0, inputRate: 1e6}));
	t.notThrows(() => checkOptions({hz: 0.001, seed: 0xffffffff, checkpointKeep: 0, threshold: 0, graph: 'worm.csv'}));
});

const refused: readonly (readonly [options: RunOptions, option: string])[] = [
	[{neurons: 0}, '--neurons'],
	[{neurons: 2.5}, '--neurons'],
	[{neurons: Number.NaN}, '--neurons'],
	[{hz: 0}, '--hz'],
	[{hz: -1}, '--hz'],
	[{hz: 1001}, '--hz'],
	[{hz: Number.NaN}, '--hz'],
	[{dt: 0}, '--dt'],
	[{dt: 101}, '--dt'],
	[{steps: 0}, '--steps'],
	[{steps: 1.5}, '--steps'],
	[{duration: 0}, '--duration'],
	[{seed: -1}, '--seed'],
	[{seed: 2 ** 32}, '--seed'],
	[{inputRate: 0}, '--input-rate'],
	[{checkpointKeep: -1}, '--checkpoint-keep'],
	[{threshold: 1.1}, '--threshold'],
	[{graph: 'worm.csv', neurons: 10}, '--graph'],
	[{graph: 'worm.csv', topology: 'ring'}, '--graph'],
	[{undirected: true}, '--undirected'],
	[{unweighted: true}, '--unweighted'],
	[{gpuMode: 'webasm'}, '--gpu-mode'],
	[{gpuMode: 'gl', kernel: 'cpu', resume: 'state_1.npz'}, '--gpu-mode'],
];

for (const [options, option] of refused) {
	test(`${JSON.stringify(options)} is one line that names ${option}`, t => {
		const error = t.throws(() => checkOptions(options), {instanceOf: ConnectopError});
		t.is(error.kind, 'usage');
		t.true(error.message.startsWith(option), error.message);
		t.false(error.message.includes('\n'));
	});
}
