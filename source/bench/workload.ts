import {ConnectopError} from '../base/errors.ts';
import type {StepPlan} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import type {Strength} from '../dynamics/stability.ts';
import {startSettings} from '../run/settings.ts';
import {createPlanner} from '../run/step-plan.ts';

/*
What every contestant computes: the default model with its default parameters, diffusion on, on a graph of nearest neighbours without weights.
*/

/** The model that is stepped. */
export const benchModel = builtInModels[0];
/** Nearest neighbours that each node is joined to, before the edges are made to go both ways. */
export const neighbours = 12;
export const seed = 0;
/** Of the rows with noise; the default of a run. */
export const noiseAmplitude = 0.02;

/** What is stepped: `knn` joins random points of the plane to their nearest, `random` any node to any other. */
export type BenchGraph = 'knn' | 'random';

/** What the bench knows of a problem without reading it. */
export interface ProblemFacts {
	readonly n: number;
	/** Directed edges. */
	readonly entries: number;
	readonly strength: Strength;
	/** Making the graph took so long, with all threads. */
	readonly buildMs: number;
}

/** The numbers of each tick. */
export interface BenchPlan {
	/** alpha · modulation and beta · modulation, as the law uses them. */
	readonly growth: number;
	readonly decay: number;
	/** The plan of a tick, the same object every time. */
	at(tick: number): StepPlan;
}

/** The plan of a graph of this strength. Throws `bench-substeps` when a tick of it would need more than one pass. */
export function benchPlan(strength: Strength, noise: 'none' | 'node'): BenchPlan {
	const settings = {...startSettings(benchModel, {}, undefined), noise, noiseAmplitude};
	const planner = createPlanner(benchModel, strength, settings);
	if (planner.substeps !== 1)
		throw new ConnectopError('failed', 'bench-substeps', `bench: a tick needs ${planner.substeps} passes, not one`);
	const [alpha = 0, beta = 0, modulation = 0] = planner.at(0).p;
	return {growth: alpha * modulation, decay: beta * modulation, at: tick => planner.at(tick * settings.dt)};
}
