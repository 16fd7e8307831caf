import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {domainSparsity} from '../../../source/dynamics/void/domains.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import type {Loss} from '../../../source/kernels/gpu/gpu.ts';
import type {GpuMode} from '../../../source/kernels/gpu/modes.ts';
import {harness} from '../../run/nexus-harness.ts';
import {fieldOf, gpuKernelOf, largestDifference} from './compare.ts';
import {virtualDisplay} from './virtual-display.ts';

/*
Whole runs, on the cpu and on each mode, with the same commands between their ticks. One tick differs by rounding alone; the field is drawn to
its fixed points faster than that grows, so that the bound of a tick holds for a thousand of them.
*/

await virtualDisplay();
const device = probeGpu();
const modes: readonly GpuMode[] = [...('reason' in device ? [] : (['gl'] as const)), 'webasm', 'cpu'];
const tolerance = 1e-5;
const graph = generate('knn', 240, 8, 4);

type Run = ReturnType<typeof harness>;

/** Commands by the tick before which they land; every way in which a run can be changed that the gpu kernel allows. */
const commands: ReadonlyMap<number, readonly [id: string, args: Readonly<Record<string, unknown>>]> = new Map([
	[40, ['excite', {node: 3, hops: 2, amplitude: 0.8}]],
	[75, ['stimulus', {texts: ['hello', 'a longer message, 0123456789']}]],
	[120, ['quench', {node: 9, hops: 2}]],
	[121, ['excite', {node: 9, hops: 3, amplitude: 1}]],
	[180, ['clamp', {nodes: [5, 11, 200], value: 0.9}]],
	[230, ['set', {name: 'alpha', value: 0.4}]],
	[260, ['release', {}]],
	[320, ['set', {name: 'noise', value: 'shared'}]],
	[380, ['set', {name: 'dt', value: 0.25}]],
	[450, ['set', {name: 'coupling', value: 'raw'}]],
	[520, ['excite', {node: 100, hops: 1, amplitude: 0.5}]],
	[521, ['set', {name: 'stim-gain', value: 2}]],
	[560, ['set', {name: 'noise', value: 'none'}]],
	[610, ['quench', {node: 0, hops: 30}]],
	[611, ['stimulus', {texts: ['again']}]],
	[700, ['set', {name: 'noise', value: 'node'}]],
	[760, ['undo', {}]],
	[761, ['set', {name: 'dt', value: 1.5}]],
	[900, ['set', {name: 'domain', value: 'higgs'}]],
]);

/** A run goes back to what it was at `saved` before the tick `restored`. */
const saved = 300;
const restored = 840;

/** Takes two runs through 1,000 ticks and the commands; returns their largest difference, looked at every tick that is a multiple of `every`. */
function together(runs: readonly [Run, Run], every: number): number {
	let worst = 0;
	const snapshots: ReturnType<Run['nexus']['snapshot']>[] = [];
	for (let tick = 0; tick < 1000; tick++) {
		const [id, args] = commands.get(tick) ?? [];
		for (const [i, {nexus, ticks}] of runs.entries()) {
			if (id !== undefined) {
				const outcome = nexus.apply({id, args: {...args}, by: 'key'});
				if (!outcome.ok) throw new Error(`${id} at ${tick}: ${outcome.error}`);
			}
			if (tick === saved) snapshots[i] = nexus.snapshot();
			if (tick === restored) nexus.apply({id: 'restore', args: {file: 'x', sha256: ''}, by: 'key'}, snapshots[i]);
			ticks(1);
		}
		if (tick % every !== 0) continue;
		const fields = runs.map(({nexus}) => {
			nexus.readBack();
			return [nexus.field];
		});
		worst = Math.max(worst, largestDifference(fields[0] ?? [], fields[1] ?? []));
	}
	return worst;
}

for (const mode of modes) {
	test(`${mode} agrees with the cpu over 1,000 ticks in all domains, with commands in between`, async t => {
		for (const preset of Object.keys(domainSparsity)) {
			const kernel = await gpuKernelOf(voidModel, graph, fieldOf(voidModel, graph.n), {mode});
			const options = {on: graph, preset, seed: 7, measureEvery: 5, init: 'uniform'};
			const [onGpu, onCpu] = [harness({...options, with: kernel}), harness(options)];
			const worst = together([onGpu, onCpu], 7);
			t.log(`${preset}: largest difference ${worst.toExponential(1)}`);
			t.true(worst <= tolerance, `${preset}: ${worst}`);
			t.is(onGpu.nexus.tickCount, onCpu.nexus.tickCount);
			t.deepEqual(onGpu.nexus.settings, onCpu.nexus.settings);
			kernel.dispose();
		}
	});
}

test('a run whose device goes away in the middle loses no tick and no command', async t => {
	const losses: Loss[] = [];
	const kernel = await gpuKernelOf(voidModel, graph, fieldOf(voidModel, graph.n), {
		mode: 'webasm',
		instead: () => cpuKernel(voidModel, graph),
		lost: loss => losses.push(loss),
	});
	const options = {on: graph, seed: 7, measureEvery: 5, init: 'uniform'};
	const onGpu = harness({...options, with: failing(kernel, 123)});
	const worst = together([onGpu, harness(options)], 7);
	t.is(losses.length, 1);
	t.true((losses[0]?.ticks ?? 0) > 0);
	t.true(worst <= tolerance, String(worst));
	t.is(onGpu.nexus.kernel.title, 'cpu, the gpu is gone');
});

/** Memory for the result of a program can't be had in one step. */
function failing<Kernel extends Awaited<ReturnType<typeof gpuKernelOf>>>(kernel: Kernel, at: number): Kernel {
	const {step} = kernel;
	let count = 0;
	kernel.step = (...args) => {
		const {slice} = Float32Array.prototype;
		if (count++ === at) {
			Float32Array.prototype.slice = function (...range) {
				Float32Array.prototype.slice = slice;
				if (range.length > 0) throw new RangeError('Array buffer allocation failed');
				return slice.apply(this, range);
			};
		}
		step(...args);
	};
	return kernel;
}
