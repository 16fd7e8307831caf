import type {Csr} from '../base/csr.ts';
import type {FieldState, Model} from '../dynamics/model.ts';
import {cpuKernel} from './cpu.ts';
import type {Kernel} from './kernel.ts';

export interface Chosen {
	readonly kernel: Kernel;
	/** Why this one and not the other, one line. */
	readonly reason: string;
}

/** The kernel of a run. */
export async function chooseKernel(model: Model, graph: Csr, _state: FieldState, _wish: {choice: string; exact: boolean}): Promise<Chosen> {
	return {kernel: cpuKernel(model, graph), reason: 'asked for'};
}
