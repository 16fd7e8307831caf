import {z} from 'zod';
import {command} from './command.ts';
import {requireNodes} from './existing-nodes.ts';
import type {Steered} from './steered.ts';

/** All the messages of one tick; their nodes form one set. */
export const stimulusCommand = command({
	id: 'stimulus',
	title: 'type text into the run',
	risk: 'steer',
	parameters: z.strictObject({texts: z.array(z.string()).min(1).describe('messages that arrive in one tick')}),
	example: {texts: ['hello']},
	handler(run, {texts}) {
		const nodes = run.stimulate(texts);
		const [first = ''] = texts;
		const shown = first.length > 40 ? `${first.slice(0, 39)}…` : first;
		return `${texts.length === 1 ? `"${shown}"` : `${texts.length} messages`} → ${nodes} node${nodes === 1 ? '' : 's'}`;
	},
});

const place = {
	node: z.int().min(0).describe('the node in the middle, by index'),
	hops: z.int().min(0).max(64).default(0).describe('edges from it that are reached'),
};

export const exciteCommand = command({
	id: 'excite',
	title: 'excite a node and its neighbourhood',
	risk: 'steer',
	kind: 'pulse',
	parameters: z.strictObject({
		...place,
		amplitude: z.number().min(0).max(1).default(0.3).describe('what their stimulus is raised to'),
	}),
	example: {node: 3, hops: 2, amplitude: 0.3},
	handler: (run, {node, hops, amplitude}) => `excited ${touch(run, node, hops, amplitude)}`,
});

export const quenchCommand = command({
	id: 'quench',
	title: 'set a node and its neighbourhood to 0',
	risk: 'steer',
	kind: 'pulse',
	parameters: z.strictObject(place),
	example: {node: 3, hops: 2},
	handler: (run, {node, hops}) => `quenched ${touch(run, node, hops, undefined)}`,
});

function touch(run: Steered, node: number, hops: number, amplitude: number | undefined): string {
	requireNodes(run, [node]);
	const {names} = run.graph;
	const nodes = run.touch(node, hops, amplitude);
	return `${nodes} node${nodes === 1 ? '' : 's'} around ${names?.[node] ?? node}`;
}
