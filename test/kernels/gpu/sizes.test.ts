import test from 'ava';
import type {Csr} from '../../../source/base/csr.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import type {GpuMode} from '../../../source/kernels/gpu/modes.ts';
import {gpuKernelOf, noNoise} from './compare.ts';
import {smallModel} from './models.ts';
import {virtualDisplay} from './virtual-display.ts';

/*
Indices are float32 on some devices, and beyond 2^24 gpu.js has read other entries than those it was asked for, silently. Here every node holds its
own number and takes over what its one edge of weight 1 brings: the result of a tick says for every node which entry was read.
*/

await virtualDisplay();
const hasGl = !('reason' in probeGpu());
const modes: readonly GpuMode[] = [...(hasGl ? (['gl'] as const) : []), 'webasm', 'cpu'];
const largest = 2 ** 24 - 1;

/** x becomes Σ w·x_j: the node's own value cancels. */
const takeOver = smallModel({node: [x => -x], edge: (_xi, xj, weight) => weight * xj});
const plan = {dt: 1, u: 0, p: [0.5], substeps: 1, coupling: 1, noiseScale: 0, stimulusScale: 0, stimulusDecay: 1};

const sourceOf = (n: number, i: number, e: number): number => (i * 7919 + e * 104_729 + 13) % n;

/** `k` in-edges for each node; with k > 1 all have weight 0 but one, whose place differs from node to node. */
function graphOf(n: number, k: number): Csr {
	const rowPtr = new Int32Array(n + 1);
	const colIdx = new Int32Array(n * k);
	const weight = new Float32Array(n * k);
	for (let i = 0; i < n; i++) {
		for (let e = 0; e < k; e++) colIdx[i * k + e] = sourceOf(n, i, e);
		weight[i * k + (i % k)] = 1;
		rowPtr[i + 1] = (i + 1) * k;
	}
	return {n, rowPtr, colIdx, weight, unit: k === 1, signed: false};
}

async function wrongNodes(n: number, k: number, mode: GpuMode): Promise<number> {
	const field = {
		n,
		current: [new Float32Array(n)],
		next: [new Float32Array(n)],
		stimulus: new Float32Array(n),
	};
	const [values] = field.current;
	if (!values) return n;
	for (let i = 0; i < n; i++) values[i] = i;
	const kernel = await gpuKernelOf(takeOver, graphOf(n, k), field, {mode});
	kernel.step(field, plan, noNoise);
	values.fill(0);
	kernel.read(field);
	kernel.dispose();
	let wrong = 0;
	for (let i = 0; i < n; i++) if (values[i] !== sourceOf(n, i, i % k)) wrong++;
	return wrong;
}

for (const mode of modes) {
	test.serial(`${mode}: the largest number of nodes, every one of them`, async t => {
		t.is(await wrongNodes(largest, 1, mode), 0);
	});

	test.serial(`${mode}: tables of more than 2^24 entries, every node`, async t => {
		t.is(await wrongNodes(1_500_000, 12, mode), 0);
	});
}
