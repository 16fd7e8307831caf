import type {StepPlan} from '../../dynamics/model.ts';

/** What a tick takes besides the state that is on the device. */
export interface DeviceTick extends StepPlan {
	/** A value a node; undefined when all nodes have the same. Until the call returns. */
	readonly noise: Float32Array | undefined;
	/** The value of all nodes, 0 with a value a node. */
	readonly sharedNoise: number;
}

/** A tick as the device takes it: `noise` as it was drawn, and the stimulus at this share of what the device has. */
export function deviceTick(plan: StepPlan, noise: Float32Array, share: number): DeviceTick {
	const noisy = plan.noiseScale !== 0 && noise.length > 1;
	return {
		...plan,
		stimulusScale: plan.stimulusScale * share,
		noise: noisy ? noise : undefined,
		sharedNoise: noisy || plan.noiseScale === 0 ? 0 : (noise[0] ?? 0),
	};
}
