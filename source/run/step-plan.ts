import {ConnectopError} from '../base/errors.ts';
import type {Model, StepPlan} from '../dynamics/model.ts';
import {couplingScale, type Strength, substepsFor} from '../dynamics/stability.ts';
import type {Settings} from './protocol.ts';

/** Reference ticks to seconds of model time. */
export const secondsPerTick = 0.1;

/** The numbers of a tick, computed once a command where they can be. */
export interface Planner {
	readonly substeps: number;
	/** The plan of the tick that starts at model clock θ (reference ticks). The same object every time. */
	at(theta: number): StepPlan;
}

/** Throws ConnectopError when these settings are unstable. */
export function createPlanner(model: Model, strength: Strength, settings: Settings): Planner {
	const {dt} = settings;
	const p = model.parameters.map(each => settings.parameters[each.name] ?? each.default);
	const factor = model.strength === undefined ? 1 : (settings.parameters[model.strength] ?? 1);
	const coupling = factor * couplingScale(settings.coupling, strength);
	if (!Number.isFinite(Math.fround(dt * coupling))) {
		throw new ConnectopError(
			'invalid',
			'coupling-overflow',
			`the coupling ${coupling.toPrecision(3)} is more than float32 holds: the weights of the graph are too small (mean in-strength ${strength.mean.toPrecision(3)}); scale them, or use --unweighted`,
		);
	}
	const substeps = substepsFor(model, p, dt, coupling, strength);
	const noise = settings.noise === 'none' ? 0 : Math.sqrt(dt);
	const plan = {
		dt,
		u: 0,
		p,
		substeps,
		coupling: (dt * coupling) / substeps,
		noiseScale: 0,
		stimulusScale: dt * settings.stimulusGain,
		stimulusDecay: Math.exp(dt * Math.log(0.9)),
	};
	return {
		substeps,
		at(theta) {
			const t = theta * secondsPerTick;
			plan.u = model.clock?.(t, ...p) ?? t;
			plan.noiseScale = noise * (model.noiseGain?.(plan.u, ...p) ?? 1);
			return plan;
		},
	};
}
