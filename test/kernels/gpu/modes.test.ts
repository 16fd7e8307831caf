import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {linearRateModel} from '../../../source/dynamics/linear-rate/model.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {chooseKernel} from '../../../source/kernels/choose.ts';
import {backendOf} from '../../../source/kernels/gpu/backend.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import {createGpuKernel} from '../../../source/kernels/gpu/gpu.ts';
import {checkGpuMode, type GpuMode} from '../../../source/kernels/gpu/modes.ts';
import {neighbourTable} from '../../../source/kernels/gpu/neighbour-table.ts';
import {programText} from '../../../source/kernels/gpu/program-text.ts';
import {createPrograms} from '../../../source/kernels/gpu/programs.ts';
import {webGpuFile, webGpuNeeds} from '../../../source/kernels/gpu/web-gpu.ts';
import {assertGpuEqualsCpu, fieldOf, gpuKernelOf} from './compare.ts';
import {heavyTailed} from './graphs.ts';
import {fitzHughNagumo, smallModel} from './models.ts';
import {sideBySide} from './ticks.ts';
import {virtualDisplay} from './virtual-display.ts';

await virtualDisplay();
const graph = generate('knn', 300, 8, 0);
const hasGl = !('reason' in probeGpu());
/** Those that can be had here: gpu.js's own always, WebGPU where somebody installed its package. */
const modes: readonly GpuMode[] = [...(hasGl ? (['gl'] as const) : []), 'webasm', 'cpu'];

test("a mode is called what it is: gpu.js's own two are no gpu", async t => {
	for (const [mode, title] of [
		['webasm', 'gpu.js webasm (WebAssembly on the processor, no gpu)'],
		['cpu', 'gpu.js cpu (JavaScript on the processor, no gpu)'],
	] as const) {
		const kernel = await gpuKernelOf(voidModel, graph, fieldOf(voidModel, graph.n), {mode});
		t.is(kernel.title, title);
		t.is(kernel.id, 'gpu');
		t.false(kernel.exact);
		kernel.dispose();
	}
});

for (const mode of modes) {
	test(`${mode} equals cpu: both models, two variables, weights of both signs, every kind of noise`, async t => {
		const signed = heavyTailed(301, 3000, true);
		await assertGpuEqualsCpu(t, voidModel, graph, {mode, noise: 'node', stimulusAt: 20});
		await assertGpuEqualsCpu(t, voidModel, signed, {mode, coupling: 'raw', noise: 'shared', stimulusAt: 20});
		await assertGpuEqualsCpu(t, linearRateModel, signed, {mode, stimulusAt: 50});
		await assertGpuEqualsCpu(t, fitzHughNagumo, heavyTailed(211, 2000, false), {
			mode,
			dt: 0.2,
			noise: 'node',
			parameters: {current: 0},
		});
	});

	test(`${mode} equals cpu: one node, no edges, numbers that are no multiple of four`, async t => {
		for (const n of [1, 2, 3, 5, 17, 255]) {
			const k = Math.min(12, Math.max(1, n - 1));
			await assertGpuEqualsCpu(t, voidModel, generate('knn', n, k, n), {mode, ticks: 20, noise: 'node', stimulusAt: 3});
			await assertGpuEqualsCpu(
				t,
				voidModel,
				{...heavyTailed(n, 0, false), unit: true},
				{mode, ticks: 20, noise: 'shared'},
			);
		}
	});

	test(`${mode} holds nodes at their values, whatever acts on them, until they are let go`, async t => {
		const {kernel, device, ticks, stimulate, hold, difference} = await sideBySide(voidModel, graph, field =>
			gpuKernelOf(voidModel, graph, field, {mode}),
		);
		const held = () => [0, 5, 299].map(node => device.current[0]?.[node]);
		hold([0, 5, 299], [0.5, 0, 1]);
		ticks(3);
		stimulate();
		ticks(3);
		t.true(difference() <= 1e-5);
		t.deepEqual(held(), [0.5, 0, 1]);
		hold([5], [0.25]);
		ticks(2);
		t.true(difference() <= 1e-5);
		t.is(held()[1], 0.25);
		t.not(held()[2], 1);
		hold([], []);
		ticks(2);
		t.true(difference() <= 1e-5);
		t.not(held()[1], 0.25);
		kernel.dispose();
	});

	test(`${mode} refuses what it does not compute as the cpu does`, async t => {
		const model = smallModel({node: [x => x * outer]});
		const made = await createGpuKernel(model, graph, fieldOf(model, graph.n), {mode});
		t.regex(
			'reason' in made ? made.reason : '',
			mode === 'gl' ? /^small does not run on the gpu: / : /^small does not run on gpu\.js /,
		);
		t.notRegex('reason' in made ? made.reason : '\n', /\n/);
	});
}

const outer = 3;

test('a program that gpu.js put on another backend is found out', t => {
	const asked = backendOf('webasm');
	const other = backendOf('cpu');
	if ('reason' in asked || 'reason' in other) return t.fail();
	const table = neighbourTable(graph, asked.limits);
	if ('reason' in table) return t.fail();
	const text = programText(voidModel, table.width, graph.unit);
	const programs = createPrograms(text, graph.n, table, asked);
	t.notThrows(programs.verify);
	const swapped = createPrograms(text, graph.n, table, {...asked, createGpu: other.createGpu});
	t.throws(swapped.verify, {code: 'gpu-fallback', message: 'gpu.js left webasm for another backend'});
	for (const each of [programs, swapped]) each.dispose();
});

test('WebGPU without its package: one line that says what to install and what it needs', async t => {
	t.is(webGpuFile([import.meta.filename]), undefined, 'the declarations that go by its name are not it');
	const made = await createGpuKernel(voidModel, graph, fieldOf(voidModel, graph.n), {mode: 'webgpu'});
	t.deepEqual(made, {reason: webGpuNeeds});
	t.regex(webGpuNeeds, /^[^\n]*npm install webgpu@0\.6\.2[^\n]*Vulkan[^\n]*display$/);
});

test('a mode is about the gpu kernel alone', t => {
	t.notThrows(() => checkGpuMode('webasm', 'gpu'));
	t.notThrows(() => checkGpuMode(undefined, 'auto'));
	for (const kernel of ['auto', 'cpu', 'wasm'])
		t.throws(() => checkGpuMode('gl', kernel), {
			code: 'gpu-mode',
			message: /^--gpu-mode gl is about the gpu kernel: [^\n]*--kernel gpu/,
		});
});

test('the mode that was asked for is taken, and no other', async t => {
	const wish = {exact: false, wasm: {reason: 'not here'}} as const;
	const field = () => fieldOf(voidModel, graph.n);
	const chosen = await chooseKernel(voidModel, graph, field(), {...wish, choice: 'gpu', gpuMode: 'webasm'});
	t.regex(chosen.kernel.title, /^gpu\.js webasm /);
	t.is(chosen.reason, 'asked for');
	chosen.kernel.dispose();
	await t.throwsAsync(chooseKernel(voidModel, graph, field(), {...wish, choice: 'gpu', gpuMode: 'webgpu'}), {
		code: 'kernel-unavailable',
		message: /^--kernel gpu --gpu-mode webgpu: can't be had: WebGPU needs [^\n]*$/,
	});
	await t.throwsAsync(chooseKernel(voidModel, graph, field(), {...wish, choice: 'auto', gpuMode: 'cpu'}), {
		code: 'gpu-mode',
	});
	const auto = await chooseKernel(voidModel, graph, field(), {...wish, choice: 'auto'});
	t.notRegex(auto.kernel.title, /gpu\.js/, "gpu.js's own backends are never taken by themselves");
	auto.kernel.dispose();
});
