import type {Csr} from '../base/csr.ts';
import type {CpuStep} from '../dynamics/model.ts';

/**
The void field's step as one would write it without a thought for its bits: the same loop as the cpu kernel over the same float32 arrays, computed in doubles.
For graphs without weights, one pass a tick, and no noise or stimulus.
*/
export function doublesStep({n, rowPtr, colIdx}: Csr): CpuStep {
	return ({current, next}, plan) => {
		const from = current[0]!;
		const to = next[0]!;
		const [alpha = 0, beta = 0, modulation = 0] = plan.p;
		const growth = alpha * modulation;
		const decay = beta * modulation;
		const rate = plan.dt * plan.u;
		const {coupling} = plan;
		for (let i = 0; i < n; i++) {
			const w = from[i]!;
			let sum = 0;
			for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) sum += from[colIdx[e]!]! - w;
			const y = w + rate * (growth * w * (1 - w) - decay * w) + coupling * sum;
			to[i] = y < 0 ? 0 : y > 1 ? 1 : y;
		}
	};
}
