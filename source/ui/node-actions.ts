import {count} from '../draw/number.ts';
import {lackOf} from './lacks.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {back, go, open, send, stay, tell} from './transitions.ts';
import {nodeName} from './views/graph-pick.ts';
import {targetsOf} from './views/graph-state.ts';

/** What can be done to nodes, in the order of the list. */
export const nodeChoices = ['Stimulate', 'Clamp to a value', 'Silence', 'Record', 'Release'] as const;

/** The command of each. */
export const nodeCommands = ['excite', 'clamp', 'silence', 'record', 'release'] as const;

/** A stimulus of its own goes to each node; more of them at once would be a flood. */
const mostStimulated = 64;

/** The nodes that are meant, in words. */
export function targetsText({graph}: ScreenState, {structure}: Surroundings): string {
	const targets = targetsOf(graph);
	const [only = 0] = targets;
	if (targets.length !== 1) return `${count(targets.length)} marked nodes`;
	const name = nodeName(structure.graph, only);
	return structure.graph.names ? name : `node ${name}`;
}

/** Does what was chosen to the marked nodes, or else the picked one; asks for what is missing. */
export function actOnNodes(state: ScreenState, around: Surroundings, choice: number): Updated {
	const nodes = targetsOf(state.graph);
	const view = back(state);
	const [only = 0] = nodes;
	const asking = (asked: string, draft: string) => stay({...open('arguments', state).state, asked, draft});
	if (nodes.length === 0) return stay(view);
	const command = nodeCommands[choice];
	const lack = lackOf(around, command);
	if (lack !== undefined) return tell(view, `${command}: ${lack}`);
	switch (command) {
		case 'clamp':
			return asking('clamp', `nodes=${nodes.join(',')} value=`);
		case 'silence':
		case 'release':
			return go(view, send(command, {nodes}));
		case 'record':
			return asking('record', `nodes=${nodes.map(node => `#${node}`).join(',')} every=1t to=npy`);
		case 'excite':
		case undefined:
			break;
	}
	if (nodes.length === 1) return asking('excite', `node=${only} hops=0 amplitude=0.3`);
	if (nodes.length > mostStimulated)
		return tell(view, `${count(nodes.length)} nodes are marked; at most ${mostStimulated} are stimulated at once`);
	return go(view, ...nodes.map(node => send('excite', {node, hops: 0})));
}
