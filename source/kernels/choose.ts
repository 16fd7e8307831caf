import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import type {FieldState, KernelId, Model} from '../dynamics/model.ts';
import {cpuKernel} from './cpu.ts';
import type {Kernel} from './kernel.ts';

export interface Chosen {
	readonly kernel: Kernel;
	/** Why this one and not the other, one line. */
	readonly reason: string;
}

export interface KernelWish {
	readonly choice: 'auto' | KernelId;
	/** Leave out kernels that are not bit-exact. */
	readonly exact: boolean;
}

/**
The kernel of a run, holding `state.current`. `auto` takes the gpu when it is hardware and the graph fits, else the cpu; a GL that the
processor computes is taken only when it is asked for. Throws `kernel-unavailable` when a kernel that was asked for can't be had.

Called once a process, in the thread that runs the kernel: gl can be loaded only once.
*/
export async function chooseKernel(
	model: Model,
	graph: Csr,
	state: FieldState,
	{choice, exact}: KernelWish,
): Promise<Chosen> {
	if (choice === 'cpu') return {kernel: cpuKernel(model, graph), reason: 'asked for'};
	if (choice === 'gpu' && exact) {
		throw new ConnectopError(
			'usage',
			'kernel',
			'--kernel gpu and --exact exclude each other: the gpu is not bit-exact; leave one out',
		);
	}
	const cpu = (why: string): Chosen => ({kernel: cpuKernel(model, graph), reason: `gpu not taken: ${why}`});
	if (exact) return cpu('it is not bit-exact');
	const [{createGpuKernel}, {probeGpu}] = await Promise.all([import('./gpu/gpu.ts'), import('./gpu/device.ts')]);
	const device = probeGpu();
	if (choice === 'auto' && !('reason' in device) && !device.hardware)
		return cpu(`its GL is computed by the processor (${device.renderer})`);
	const made = createGpuKernel(model, graph, state);
	if ('kernel' in made) return {kernel: made.kernel, reason: choice === 'gpu' ? 'asked for' : 'hardware GL'};
	if (choice === 'auto') return cpu(made.reason);
	throw new ConnectopError(
		'invalid',
		'kernel-unavailable',
		`--kernel gpu: can't be had: ${made.reason}; use --kernel cpu or auto`,
	);
}
