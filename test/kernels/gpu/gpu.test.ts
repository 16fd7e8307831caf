import {existsSync, readFileSync} from 'node:fs';
import test from 'ava';
import {graphOf} from '../../../source/connectome/csr.ts';
import {readGraph} from '../../../source/connectome/readers/read-graph.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {linearRateModel} from '../../../source/dynamics/linear-rate/model.ts';
import {deltaGdsp, deltaReVgsp} from '../../../source/dynamics/void/equations.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {probeGpu} from '../../../source/kernels/gpu/device.ts';
import {createGpuKernel} from '../../../source/kernels/gpu/gpu.ts';
import {assertGpuEqualsCpu, fieldOf, gpuKernelOf, noNoise} from './compare.ts';
import {heavyTailed} from './graphs.ts';
import {fitzHughNagumo, smallModel} from './models.ts';
import {virtualDisplay} from './virtual-display.ts';

await virtualDisplay();
const device = probeGpu();
const reason = 'reason' in device ? device.reason : undefined;
const gpuTest = reason === undefined ? test : test.skip;
const name = (title: string): string => (reason === undefined ? title : `${title} (no gpu: ${reason})`);
const wormFile = new URL('../../../../shared/data/celegans-hermaphrodite-edges.csv', import.meta.url);
const wormTest = existsSync(wormFile) ? gpuTest : test.skip;

gpuTest(name('the renderer has a name, and the kernel says it'), async t => {
	if ('reason' in device) return t.fail();
	t.log(`renderer: ${device.renderer}${device.hardware ? '' : ' (software)'}`);
	t.regex(device.renderer, /\w{3,}/);
	t.true(device.maxTextureSize >= 2048);
	const kernel = await gpuKernelOf(voidModel, generate('ring', 12, 4, 0), fieldOf(voidModel, 12));
	t.is(kernel.title, `gpu (${device.renderer})`);
	t.false(kernel.inPlace);
	kernel.dispose();
});

gpuTest(name('gpu equals cpu: void field on knn 1000, node noise, time dynamics, stimulus'), async t => {
	const substeps = await assertGpuEqualsCpu(t, voidModel, generate('knn', 1000, 12, 0), {
		noise: 'node',
		stimulusAt: 20,
	});
	t.is(substeps, 1);
});

gpuTest(name('gpu equals cpu: void field in a fast domain, shared noise, odd dt'), async t => {
	const modulation = voidModel.presets?.values('cosmogenesis')['modulation'] ?? 0;
	await assertGpuEqualsCpu(t, voidModel, generate('knn', 777, 5, 3), {
		noise: 'shared',
		dt: 0.37,
		parameters: {modulation},
	});
});

gpuTest(
	name('gpu equals cpu: raw coupling on a heavy-tailed directed weighted graph, many exchange passes'),
	async t => {
		const graph = heavyTailed(448, 6000, false);
		t.false(graph.unit);
		const substeps = await assertGpuEqualsCpu(t, voidModel, graph, {coupling: 'raw', noise: 'node', stimulusAt: 5});
		t.true(substeps > 3, `${substeps} exchange passes`);
	},
);

wormTest(name("gpu equals cpu: the worm's wiring (shared/data)"), async t => {
	const table = readGraph(readFileSync(wormFile), 'worm.csv');
	const graph = graphOf(table, {x: new Float32Array(table.n), y: new Float32Array(table.n)}, 'worm.csv');
	t.true((await assertGpuEqualsCpu(t, voidModel, graph, {coupling: 'raw', noise: 'node'})) > 1);
	await assertGpuEqualsCpu(t, linearRateModel, graph, {noise: 'node'});
});

gpuTest(name('gpu equals cpu: a signed graph, difference and sum couplings'), async t => {
	const graph = heavyTailed(301, 3000, true);
	t.true(graph.signed);
	await assertGpuEqualsCpu(t, voidModel, graph, {coupling: 'raw', noise: 'node'});
	await assertGpuEqualsCpu(t, linearRateModel, graph, {stimulusAt: 50});
});

gpuTest(name('gpu equals cpu: two variables (FitzHugh–Nagumo), a prime number of nodes'), async t => {
	await assertGpuEqualsCpu(t, fitzHughNagumo, generate('knn', 1009, 6, 1), {
		dt: 0.2,
		noise: 'node',
		stimulusAt: 30,
		parameters: {current: 0},
	});
	await assertGpuEqualsCpu(t, fitzHughNagumo, heavyTailed(211, 2000, false), {
		dt: 0.2,
		coupling: 'raw',
		parameters: {current: 0},
	});
});

gpuTest(name("gpu equals cpu: the user's own equations, which take the noise themselves"), async t => {
	const model =
		voidModel.equations?.with(voidModel, {deltaReVgsp: ownGrowth, deltaGdsp: ownDecay}, 'own.mjs') ?? voidModel;
	t.true(model.noiseArgument);
	await assertGpuEqualsCpu(t, model, generate('knn', 300, 8, 2), {noise: 'node', stimulusAt: 10});
});

gpuTest(name('gpu equals cpu: every small number of nodes, edges or none'), async t => {
	for (const n of [1, 2, 3, 4, 5, 7, 16, 17, 255, 257]) {
		await assertGpuEqualsCpu(t, voidModel, generate('knn', n, Math.min(12, Math.max(1, n - 1)), n), {
			ticks: 20,
			noise: 'node',
			stimulusAt: 3,
		});
		await assertGpuEqualsCpu(t, voidModel, {...heavyTailed(n, 0, false), unit: true}, {ticks: 20, noise: 'shared'});
	}
});

gpuTest(name('functions of JavaScript mean the same in GLSL'), async t => {
	const functions = [
		(x: number) => Math.tanh(200 * x) - x,
		(x: number) => 1 / (1 + Math.exp(-30 * x)) - x,
		(x: number) => x ** 5 - x ** 2 - Math.max(0, x),
		(x: number) => Math.sin(3 * x) + Math.abs(x) - Math.floor(x * 4) / 4,
		(x: number) => (x > 0.5 ? 1 : x < -0.5 ? -1 : 0) - x / 3,
		function loop(x: number) {
			let sum = 0;
			for (let k = 1; k < 4; k++) sum += x / k;
			return -sum;
		},
	];
	const graph = generate('ring', 101, 4, 0);
	for (const each of functions) await assertGpuEqualsCpu(t, smallModel({node: [each]}), graph, {ticks: 20, dt: 0.1});
});

gpuTest(name('the device takes what the host writes, and keeps it apart from the host'), async t => {
	const still = smallModel({node: [() => 0], edge: () => 0});
	const graph = generate('ring', 10, 2, 0);
	const state = fieldOf(still, 10);
	const kernel = await gpuKernelOf(still, graph, state);
	const started = state.current[0]?.slice();
	state.current[0]?.fill(7);
	kernel.read(state);
	t.deepEqual(state.current[0], started);
	state.current[0]?.fill(0.25);
	kernel.write(state);
	kernel.step(state, {...plan, u: 0, substeps: 3, coupling: 1}, noNoise);
	state.current[0]?.fill(9);
	kernel.read(state);
	t.deepEqual(state.current[0], new Float32Array(10).fill(0.25));
	kernel.dispose();
});

gpuTest(name('a value that is no number is found when it is read'), async t => {
	const wild = smallModel({node: [(x, u) => Math.log(3 - u) - x], origin: 'wild.mjs', clock: time => time});
	const state = fieldOf(wild, 5);
	const kernel = await gpuKernelOf(wild, generate('ring', 5, 2, 0), state);
	kernel.step(state, {...plan, u: 4}, noNoise);
	t.throws(() => kernel.read(state), {code: 'not-finite', message: /^wild\.mjs: x of node 0 is no number/});
	kernel.dispose();
});

gpuTest(name('what cannot run on the gpu is refused with a reason'), async t => {
	const reasonOf = async (model: ReturnType<typeof smallModel>) => {
		const made = await createGpuKernel(model, generate('ring', 10, 2, 0), fieldOf(model, 10));
		return 'reason' in made ? made.reason : 'runs';
	};
	t.is(await reasonOf(smallModel({})), 'runs');
	t.regex(await reasonOf(smallModel({node: [x => x * outer]})), /not run on the gpu: .*outer/);
	t.regex(await reasonOf(smallModel({node: [(x, _u, rate) => (rate ? x : 0)]})), /not run on the gpu: .*boolean/);
	t.regex(
		await reasonOf(smallModel({node: [x => Math.sin(1e6 * x)]})),
		/test tick differs from the cpu's: x of node \d+/,
	);
	t.regex(await reasonOf(smallModel({node: [(x, u = 1) => x * u]})), /parameter "u ?= ?1"/);
	t.notRegex(await reasonOf(smallModel({node: [x => x * outer]})), /\n/);
});

const outer = 3;
const plan = {dt: 1, u: 0, p: [0.5], substeps: 1, coupling: 0, noiseScale: 0, stimulusScale: 0, stimulusDecay: 1};

/* Closed forms, as an author of equations writes them: the module's own functions call a helper, which is not compiled with them. */
const ownGrowth = (
	w: number,
	t: number,
	alpha: number,
	fRef: number,
	phaseSens: number,
	on: number,
	m: number,
	noise: number,
) => (alpha * m * w * (1 - w) + noise) * (on === 0 ? 1 : 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t));
const ownDecay = (w: number, t: number, beta: number, fRef: number, phaseSens: number, on: number, m: number) =>
	-beta * m * w * (on === 0 ? 1 : 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t));

gpuTest(name('own equations in closed form are the built-in ones'), async t => {
	t.is(ownGrowth(0.3, 2, 0.25, 0.02, 0.5, 1, 1.1, 0.1), deltaReVgsp(0.3, 2, 0.25, 0.02, 0.5, 1, 1.1, 0.1));
	t.is(ownDecay(0.3, 2, 0.1, 0.02, 0.5, 1, 1.1), deltaGdsp(0.3, 2, 0.1, 0.02, 0.5, 1, 1.1));
});
