import type {Metrics} from '../connectome/metrics.ts';
import type {Utterance} from './emission.ts';
import type {News} from './protocol.ts';

/* What the transduction decoder (UTD) says by itself. */

/** The echo of a message and the share of nodes it reached. */
export const echo = (text: string, nodes: number, n: number): Utterance => ({
	type: 'text',
	payload: {type: 'stimulus', text, nodes},
	score: nodes / n,
});

/** How the run stands; the score is the largest component's share. */
export function statusLine(tick: number, n: number, hz: number, metrics: Metrics): Utterance {
	const {cohesion, complexity, entropy, meanWeight, largestComponent} = metrics;
	return {
		type: 'text',
		payload: {type: 'status', t: tick, neurons: n, cohesion, complexity, entropy, meanWeight, hz},
		score: largestComponent,
	};
}

/** What a spike of b1 changed, for people and for the decoder; the score is its z. */
export function discovery(
	before: Metrics,
	after: Metrics,
	z: number,
): {readonly news: News; readonly utterance: Utterance} {
	const components = after.cohesion - before.cohesion;
	const cycles = after.complexity - before.complexity;
	const data = {components, cycles, z};
	return {
		news: {
			level: 'info',
			kind: 'spike',
			message: `cycles ${signed(cycles)}, components ${signed(components)} (z ${z.toFixed(1)})`,
			data,
		},
		utterance: {type: 'text', payload: {type: 'discovery', ...data}, score: z},
	};
}

const signed = (value: number): string => (value < 0 ? `−${-value}` : `+${value}`);
