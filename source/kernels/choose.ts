import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import type {Field, KernelId, Model} from '../dynamics/model.ts';
import {cpuKernel} from './cpu.ts';
import {checkGpuMode, type GpuMode} from './gpu/modes.ts';
import type {Kernel} from './kernel.ts';
import {trialMs, trialPlan} from './trial.ts';
import type {WasmHost} from './wasm/host.ts';
import {wasmKernel} from './wasm/wasm.ts';

export interface Chosen {
	readonly kernel: Kernel;
	/** Why this one and not the other, one line. */
	readonly reason: string;
}

export interface KernelWish {
	readonly choice: 'auto' | KernelId;
	/** Leave out kernels that are not bit-exact. */
	readonly exact: boolean;
	/** Which of gpu.js's backends the gpu kernel takes, and no other. `gl` when it is left out. */
	readonly gpuMode?: GpuMode | undefined;
	/** Where the wasm kernel can be had. */
	readonly wasm: WasmHost;
	/** Told in one line when the gpu goes away during the run, which goes on without it. */
	lost?(line: string): void;
}

/**
The kernel of a run, holding `state.current`. `auto` takes the gpu when it is hardware and the graph fits, else the faster of wasm and cpu; a GL that the
processor computes, and the other modes of gpu.js, are taken only when they are asked for. Throws `kernel-unavailable` when a kernel or a mode that
was asked for can't be had.

Called once a process, in the thread that runs the kernel: gl can be loaded only once.
*/
export async function chooseKernel(
	model: Model,
	graph: Csr,
	state: Field,
	{choice, exact, gpuMode, wasm, lost = () => undefined}: KernelWish,
): Promise<Chosen> {
	checkGpuMode(gpuMode, choice);
	if (choice === 'wasm') return {kernel: wasmOrThrow(model, graph, wasm), reason: 'asked for'};
	if (choice === 'cpu') return {kernel: cpuKernel(model, graph), reason: 'asked for'};
	if (choice === 'gpu' && exact) {
		throw new ConnectopError(
			'usage',
			'kernel',
			'--kernel gpu and --exact exclude each other: the gpu is not bit-exact; leave one out',
		);
	}
	const withoutGpu = (why: string): Chosen => {
		const {kernel, reason} = fasterKernel(model, graph, state, wasm);
		return {kernel, reason: `${reason}; gpu not taken: ${why}`};
	};
	if (exact) return withoutGpu('it is not bit-exact');
	const [{createGpuKernel, lossText}, {probeGpu}] = await Promise.all([
		import('./gpu/gpu.ts'),
		import('./gpu/device.ts'),
	]);
	if (choice === 'auto') {
		const device = probeGpu();
		if (!('reason' in device) && !device.hardware)
			return withoutGpu(`its GL is computed by the processor (${device.renderer})`);
	}
	const made = await createGpuKernel(model, graph, state, {
		mode: gpuMode ?? 'gl',
		instead: () => hostKernel(model, graph, wasm),
		lost: loss => lost(lossText(loss)),
	});
	if ('kernel' in made) return {kernel: made.kernel, reason: choice === 'gpu' ? 'asked for' : 'hardware GL'};
	if (choice === 'auto') return withoutGpu(made.reason);
	const asked = gpuMode === undefined ? '--kernel gpu' : `--kernel gpu --gpu-mode ${gpuMode}`;
	throw new ConnectopError(
		'invalid',
		'kernel-unavailable',
		`${asked}: can't be had: ${made.reason}; use --kernel cpu or auto, or another --gpu-mode`,
	);
}

function wasmOrThrow(model: Model, graph: Csr, host: WasmHost): Kernel {
	const wasm = wasmOrWhy(model, graph, host);
	if ('kernel' in wasm) return wasm.kernel;
	throw new ConnectopError(
		'invalid',
		'kernel-unavailable',
		`--kernel wasm: can't be had: ${wasm.reason}; use --kernel cpu or auto`,
	);
}

/** The kernel that goes on when the gpu is gone: there is no time for trials, nor may it fail. */
function hostKernel(model: Model, graph: Csr, host: WasmHost): Kernel {
	const wasm = wasmOrWhy(model, graph, host);
	return 'reason' in wasm ? cpuKernel(model, graph) : wasm.kernel;
}

/** The faster of the two kernels that are equal bit for bit, tried on a few ticks. */
function fasterKernel(model: Model, graph: Csr, field: Field, host: WasmHost): Chosen {
	const cpu = cpuKernel(model, graph);
	const wasm = wasmOrWhy(model, graph, host);
	if ('reason' in wasm) return {kernel: cpu, reason: `wasm not taken: ${wasm.reason}`};
	const plan = trialPlan(model, graph);
	const [cpuMs, wasmMs] = [trialMs(cpu, plan, field), trialMs(wasm.kernel, plan, field)];
	const figures = `${wasmMs.toPrecision(2)} ms a tick, cpu ${cpuMs.toPrecision(2)} ms`;
	if (wasmMs <= cpuMs) return {kernel: wasm.kernel, reason: `fastest here (${figures})`};
	wasm.forget();
	return {kernel: cpu, reason: `fastest here (wasm ${figures})`};
}

/** A wasm kernel, and how to give its memory back, or why there is none. */
function wasmOrWhy(
	model: Model,
	graph: Csr,
	host: WasmHost,
): {readonly kernel: Kernel; forget(): void} | {readonly reason: string} {
	if ('reason' in host) return host;
	const {pool, arena} = host;
	const mark = arena.mark();
	const forget = () => arena.reset(mark);
	try {
		return {kernel: wasmKernel(model, graph, pool, arena), forget};
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		forget();
		return {reason: error.message}; // a model that is not compiled in, or no room
	}
}
