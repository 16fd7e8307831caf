import {type Binding, bind, commands, steers} from './binding.ts';
import {commonBindings, pickCheckpoint, steeringBindings} from './common-bindings.ts';
import {copyEvent, fillLog, following, moveInLog, pageInLog, toggleDetail} from './event-keys.ts';
import {type LogState, shownLevels} from './event-log.ts';
import {graphBindings} from './graph-keys.ts';
import {parameterBindings} from './parameter-bindings.ts';
import {lookAt} from './past-keys.ts';
import {toggleRecorded} from './recorded-keys.ts';
import {chosenCheckpoint, confirmRestore, markChosen, moveInSaved, verifyChosen} from './saved-keys.ts';
import type {ScreenState, Surroundings, Updated, ViewId} from './state.ts';
import {open, stay} from './transitions.ts';
import {backToLive, scrollBack, scrollOn, showWhole, zoomIn, zoomOut} from './views/history.ts';

export type {Binding} from './binding.ts';

const filterKeys: readonly Binding[] = [
	bind('/', 'filter the events: a regular expression, ! in front inverts', state => {
		const opened = open('filter', state);
		return stay({...opened.state, draft: state.log.filter?.text ?? ''});
	}),
	bind('l', 'least level of the events: all, info, warn, error', nextLevel),
];

const historyKeys: readonly Binding[] = [
	bind(
		'←',
		'look back at what was measured; further back',
		(state, around) => lookAt(state, around, scrollBack),
		'left',
	),
	bind('→', 'on, towards now', (state, around) => lookAt(state, around, scrollOn), 'right'),
	bind('<', 'a longer stretch of the past', (state, around) => lookAt(state, around, zoomOut)),
	bind('>', 'a shorter stretch', (state, around) => lookAt(state, around, zoomIn)),
	bind('Home', 'the whole run', (state, around) => lookAt(state, around, showWhole), 'home'),
	bind('End', 'live again', (state, around) => lookAt(state, around, backToLive), 'end'),
];

const liveKeys: readonly Binding[] = [
	pickCheckpoint,
	...filterKeys,
	...historyKeys,
	bind('t', 'traces and rasters of what is recorded, and back', toggleRecorded),
];

const eventKeys: readonly Binding[] = [
	bind('↑', 'event before; following stops', (state, around) => moveInLog(state, around, -1), 'up'),
	bind('↓', 'event after', (state, around) => moveInLog(state, around, 1), 'down'),
	bind('PgUp', 'one screen back', (state, around) => pageInLog(state, around, -1), 'pageup'),
	bind('PgDn', 'one screen on', (state, around) => pageInLog(state, around, 1), 'pagedown'),
	bind('Home', 'oldest event that is loaded', (state, around) => moveInLog(state, around, -Infinity), 'home'),
	bind('End', 'follow the newest events', state => stay({...state, log: following(state.log)}), 'end'),
	bind('Enter', 'show the chosen event whole, and back', toggleDetail, 'return'),
	bind('y', 'copy the chosen event', copyEvent),
	...filterKeys,
	pickCheckpoint,
];

const savedKeys: readonly Binding[] = [
	bind('↑', 'checkpoint above', (state, around) => moveInSaved(state, around, -1), 'up'),
	bind('↓', 'checkpoint below', (state, around) => moveInSaved(state, around, 1), 'down'),
	bind('PgUp', 'ten up', (state, around) => moveInSaved(state, around, -10), 'pageup'),
	bind('PgDn', 'ten down', (state, around) => moveInSaved(state, around, 10), 'pagedown'),
	bind('Home', 'newest checkpoint', (state, around) => moveInSaved(state, around, -Infinity), 'home'),
	bind('End', 'oldest checkpoint', (state, around) => moveInSaved(state, around, Infinity), 'end'),
	commands('restore', steers(bind('Enter', 'restore it; asks first', restoreChosen, 'return', 'r'))),
	bind('v', 'verify: read its file anew', verifyChosen),
	bind('m', 'mark; a second one is compared with the first', markChosen),
];

/** Whether the Graph view has another use for one of these keys. */
const taken = ({keys}: Binding): boolean => graphBindings.some(each => each.keys.some(key => keys.includes(key)));

/** The keys of a view alone, before those that every view has. */
export const ownBindings: Readonly<Record<ViewId, readonly Binding[]>> = {
	live: [...steeringBindings, ...liveKeys],
	graph: [...graphBindings, ...steeringBindings.filter(each => !taken(each)), pickCheckpoint],
	parameters: [...parameterBindings, ...steeringBindings],
	events: [...eventKeys, ...steeringBindings],
	checkpoints: [...savedKeys, ...steeringBindings],
};

/** Every key of a view, in the order of the help. */
export const bindingsOf: Readonly<Record<ViewId, readonly Binding[]>> = {
	live: [...commonBindings, ...ownBindings.live],
	graph: [...ownBindings.graph, ...commonBindings],
	parameters: [...ownBindings.parameters, ...commonBindings],
	events: [...ownBindings.events, ...commonBindings],
	checkpoints: [...ownBindings.checkpoints, ...commonBindings],
};

/** Name and key of each view. */
export const views: ReadonlyArray<{readonly id: ViewId; readonly key: string; readonly title: string}> = [
	{id: 'live', key: '1', title: 'Live'},
	{id: 'graph', key: '2', title: 'Graph'},
	{id: 'parameters', key: '3', title: 'Parameters'},
	{id: 'events', key: '4', title: 'Events'},
	{id: 'checkpoints', key: '5', title: 'Checkpoints'},
];

/** Every key of the Live view, in the order of the help. */
export const bindings: readonly Binding[] = bindingsOf.live;

function nextLevel(state: ScreenState, around: Surroundings): Updated {
	const {log} = state;
	const level = shownLevels[(shownLevels.indexOf(log.level) + 1) % shownLevels.length] ?? 'all';
	const next: LogState = {...log, level};
	return fillLog({...state, log: next}, around);
}

function restoreChosen(state: ScreenState, around: Surroundings): Updated {
	return confirmRestore(state, chosenCheckpoint(state, around)?.file, around);
}
