import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import {createGpuKernel, type GpuWish, type Loss, lossText} from '../../../source/kernels/gpu/gpu.ts';
import {gpuKernelOf} from './compare.ts';
import {sideBySide} from './ticks.ts';
import {virtualDisplay} from './virtual-display.ts';

/* A device that goes away takes the only GL context of this process with it: this file has a process of its own, and its order counts. */

await virtualDisplay();
const device = probeGpu();
const reason = 'reason' in device ? device.reason : undefined;
const gpuTest = reason === undefined ? test.serial : test.skip;
const name = (title: string): string => (reason === undefined ? title : `${title} (no gpu: ${reason})`);
const graph = generate('knn', 500, 8, 0);

/** A gpu kernel beside the cpu's, and what it says of its loss. */
async function run(mode: GpuWish['mode'] = 'gl') {
	const losses: Loss[] = [];
	const pair = await sideBySide(voidModel, graph, field =>
		gpuKernelOf(voidModel, graph, field, {
			mode,
			instead: () => cpuKernel(voidModel, graph),
			lost: loss => losses.push(loss),
		}),
	);
	return {...pair, losses};
}

/** The one context; how it fails is put into it. */
function context(): {getError(): number; getExtension(name: string): {destroy(): void}} {
	if ('reason' in device) throw new Error(device.reason);
	return device.context as unknown as ReturnType<typeof context>;
}

/** The next `getError` that is asked says so. */
function failOnce(code: number): void {
	const gl = context();
	const {getError} = gl;
	gl.getError = () => {
		gl.getError = getError;
		return code;
	};
}

const outOfMemory = 0x505;

gpuTest(
	name('an error of GL while the state is read: the ticks since the last read are computed again, and the run goes on'),
	async t => {
		const {kernel, losses, ticks, stimulate, difference} = await run();
		ticks(5);
		stimulate();
		ticks(7);
		t.true(difference() <= 1e-5);
		ticks(9);
		failOnce(outOfMemory);
		t.true(difference() <= 1e-5, 'nothing is lost');
		t.deepEqual(losses, [{reason: 'GL reported error 0x505', ticks: 9, kernel: 'cpu'}]);
		t.is(kernel.title, 'cpu, the gpu is gone');
		ticks(50);
		stimulate();
		ticks(3, 'shared');
		t.true(difference() <= 1e-5, 'and it goes on as before, commands included');
		t.is(losses.length, 1);
		kernel.dispose();
	},
);

gpuTest(name('the same bits as the cpu from the loss on'), async t => {
	const {kernel, device: field, host, ticks, difference} = await run();
	ticks(3);
	failOnce(outOfMemory);
	difference();
	for (const [v, values] of field.current.entries()) host.current[v]?.set(values);
	ticks(20);
	t.is(difference(), 0);
	kernel.dispose();
});

gpuTest(name('many ticks without a read: the state is read in between, so that few are computed again'), async t => {
	const {kernel, losses, ticks, difference} = await run();
	ticks(300);
	failOnce(outOfMemory);
	t.true(difference() <= 1e-5);
	t.deepEqual(
		losses.map(each => each.ticks),
		[300 - 256],
	);
	kernel.dispose();
});

gpuTest(name('a context that goes away in the middle of a run, and one that is not there at the start'), async t => {
	const {kernel, losses, ticks, stimulate, hold, difference} = await run();
	stimulate();
	ticks(3);
	hold([4, 100], [1, 0.2]);
	ticks(3);
	context().getExtension('STACKGL_destroy_context').destroy();
	ticks(1);
	t.deepEqual(
		losses,
		[{reason: 'Invalid GL context', ticks: 7, kernel: 'cpu'}],
		'the tick in which it went is among them',
	);
	t.true(difference() <= 1e-5);
	ticks(20);
	t.true(difference() <= 1e-5);
	t.notThrows(() => kernel.dispose());

	const made = await createGpuKernel(voidModel, graph, kernelField());
	t.is('reason' in made && made.reason, 'void does not run on the gpu: Invalid GL context');
});

test.serial("gpu.js's own backends can fail too: memory that can't be had", async t => {
	const {kernel, losses, ticks, difference} = await run('webasm');
	ticks(4);
	t.true(difference() <= 1e-5);
	const {Float32Array: real} = globalThis;
	const {slice} = real.prototype;
	real.prototype.slice = () => {
		real.prototype.slice = slice;
		throw new RangeError('Array buffer allocation failed');
	};
	ticks(1, 'none');
	t.deepEqual(losses, [{reason: 'Array buffer allocation failed', ticks: 1, kernel: 'cpu'}]);
	t.true(difference() <= 1e-5);
	kernel.dispose();
});

test('a loss is told in one line', t => {
	t.is(
		lossText({reason: 'Invalid GL context', ticks: 7, kernel: 'wasm, 2 threads'}),
		'the gpu is gone (Invalid GL context): the last 7 ticks were computed again, and the run goes on without it (kernel wasm, 2 threads: values within 1e-5 a tick, other bits)',
	);
	t.regex(lossText({reason: 'x', ticks: 1, kernel: 'cpu'}), /: the last tick was computed again, and the run/);
	t.regex(lossText({reason: 'x', ticks: 0, kernel: 'cpu'}), /\(x\): the run goes on without it \(kernel cpu:/);
});

function kernelField() {
	const {n} = graph;
	return {n, current: [new Float32Array(n)], next: [new Float32Array(n)], stimulus: new Float32Array(n)};
}
