import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import {gpuKernelOf} from './compare.ts';
import {sideBySide} from './ticks.ts';
import {virtualDisplay} from './virtual-display.ts';

await virtualDisplay();
const device = probeGpu();
const reason = 'reason' in device ? device.reason : undefined;
const gpuTest = reason === undefined ? test : test.skip;
const name = (title: string): string => (reason === undefined ? title : `${title} (no gpu: ${reason})`);

type Transfer = (...args: unknown[]) => unknown;

/** What goes to the device and comes back from it while `work` is done: textures that are filled, and reads. */
function transfers(work: () => void): {readonly up: number; readonly down: number} {
	if ('reason' in device) throw new Error(device.reason);
	const gl = device.context as unknown as Record<'texImage2D' | 'texSubImage2D' | 'readPixels', Transfer>;
	const {texImage2D, texSubImage2D, readPixels} = gl;
	let [up, down] = [0, 0];
	gl.texImage2D = (...args) => {
		if (args.at(-1) !== null) up++; // null makes room for a result
		return texImage2D.apply(gl, args);
	};
	gl.texSubImage2D = (...args) => {
		up++;
		return texSubImage2D.apply(gl, args);
	};
	gl.readPixels = (...args) => {
		down++;
		return readPixels.apply(gl, args);
	};
	try {
		work();
	} finally {
		Object.assign(gl, {texImage2D, texSubImage2D, readPixels});
	}
	return {up, down};
}

gpuTest(
	name('the state stays on the device: a tick uploads node noise and nothing else, and reads nothing'),
	async t => {
		const graph = generate('knn', 300, 8, 0);
		const {
			kernel,
			device: field,
			ticks,
			stimulate,
			difference,
		} = await sideBySide(voidModel, graph, made => gpuKernelOf(voidModel, graph, made));
		ticks(2);
		t.deepEqual(
			transfers(() => ticks(20, 'none')),
			{up: 0, down: 0},
			'no noise',
		);
		t.deepEqual(
			transfers(() => ticks(20, 'shared')),
			{up: 0, down: 0},
			'one value for all nodes',
		);
		t.deepEqual(
			transfers(() => ticks(20, 'node')),
			{up: 20, down: 0},
			'a value a node',
		);
		t.deepEqual(transfers(stimulate), {up: 2, down: 1}, 'a command reads the state, and writes it and the stimulus');
		t.deepEqual(
			transfers(() => ticks(20, 'none')),
			{up: 0, down: 0},
			'a stimulus that decays is not sent again',
		);
		t.true(
			field.stimulus.some(value => value > 0),
			'it is still there',
		);
		t.deepEqual(
			transfers(() => kernel.read(field)),
			{up: 0, down: 1},
		);
		t.true(difference() <= 1e-5);
		ticks(200, 'none');
		t.true(
			field.stimulus.every(value => value === 0),
			'it has decayed to nothing',
		);
		t.true(difference() <= 1e-5);
		kernel.dispose();
	},
);
