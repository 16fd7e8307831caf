import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import type {ClampedNode, Settings} from '../protocol.ts';
import {mostClamped} from '../settings-schema.ts';
import {command} from './command.ts';
import {requireNodes} from './existing-nodes.ts';
import type {Steered} from './steered.ts';
import {change} from './undoable.ts';

const nodes = z.array(z.int().min(0)).min(1).max(mostClamped);

/** Holds nodes at a value, from now on and after every step. A silenced node stays silent. */
export const clampCommand = command({
	id: 'clamp',
	title: 'hold nodes at a value until they are released',
	risk: 'steer',
	parameters: z.strictObject({
		nodes: nodes.describe('nodes to hold, by index'),
		value: z.number().describe("the value they keep, within the variable's bounds"),
	}),
	example: {nodes: [3, 4, 5], value: 0.5},
	handler(run, {nodes: asked, value}) {
		requireNodes(run, asked);
		const {name, min, max} = variableOf(run);
		if (value < min || value > max)
			throw new ConnectopError(
				'usage',
				'parameter',
				`clamp: ${name} ${value} is not allowed; use a number from ${min} to ${max}`,
			);
		hold(run, asked, value, run.settings.silenced);
		return `${name} of ${named(run, asked)} held at ${value}`;
	},
});

/** Clamps nodes to 0, or as near to it as the variable's bounds let them, and cuts what they do to others. */
export const silenceCommand = command({
	id: 'silence',
	title: 'hold nodes at 0 and cut their outgoing couplings until they are released',
	risk: 'steer',
	parameters: z.strictObject({nodes: nodes.describe('nodes to silence, by index')}),
	example: {nodes: [3]},
	handler(run, {nodes: asked}) {
		requireNodes(run, asked);
		const {min, max} = variableOf(run);
		const silenced = [...new Set([...run.settings.silenced, ...asked])].sort((a, b) => a - b);
		hold(run, asked, Math.max(min, Math.min(max, 0)), silenced);
		return `silenced ${named(run, asked)}`;
	},
});

/** Ends clamp and silence; the nodes go on from the value that they were held at. */
export const releaseCommand = command({
	id: 'release',
	title: 'let go of clamped and silenced nodes',
	risk: 'steer',
	parameters: z.strictObject({nodes: nodes.optional().describe('nodes to let go of, by index; all when left out')}),
	example: {nodes: [3, 4]},
	handler(run, {nodes: asked}) {
		const {clamped, silenced} = run.settings;
		requireNodes(run, asked ?? []);
		const free = new Set(asked ?? clamped.map(each => each.node));
		const released = clamped.filter(each => free.has(each.node)).map(each => each.node);
		if (released.length === 0) return 'nothing is held there';
		keep(
			run,
			clamped.filter(each => !free.has(each.node)),
			silenced.filter(node => !free.has(node)),
		);
		return `released ${named(run, released)}`;
	},
});

/** Holds `asked` at `value` besides what is held already. */
function hold(run: Steered, asked: readonly number[], value: number, silenced: readonly number[]): void {
	const all = new Map(run.settings.clamped.map(each => [each.node, each]));
	for (const node of asked) all.set(node, {node, value});
	if (all.size > mostClamped)
		throw new ConnectopError(
			'usage',
			'node',
			`${all.size} nodes can't be held; at most ${mostClamped} at a time, ${run.settings.clamped.length} are now`,
		);
	keep(
		run,
		[...all.values()].sort((a, b) => a.node - b.node),
		silenced,
	);
}

/** Puts in force what is held, so that undo can take it back. */
function keep(run: Steered, clamped: readonly ClampedNode[], silenced: readonly number[]): void {
	const after: Settings = {...run.settings, clamped, silenced};
	change(run, after, held(after, run.settings));
}

/** What a change from one to the other does: `held nodes 3 → 0`. */
function held(from: Settings, to: Settings): string {
	const [clamped, silenced] = [from.clamped.length !== to.clamped.length, from.silenced.length !== to.silenced.length];
	if (!clamped && !silenced) return 'held values as they were';
	const silent = silenced ? `, silenced ${from.silenced.length} → ${to.silenced.length}` : '';
	return `held nodes ${from.clamped.length} → ${to.clamped.length}${silent}`;
}

function variableOf({model}: Steered) {
	const [variable] = model.variables;
	if (!variable) throw new ConnectopError('invalid', 'model', `the model ${model.id} has no variable to hold`);
	return variable;
}

function named({graph: {names}}: Steered, list: readonly number[]): string {
	const [first = 0, ...others] = [...new Set(list)];
	return others.length === 0 ? `node ${names?.[first] ?? first}` : `${others.length + 1} nodes`;
}
