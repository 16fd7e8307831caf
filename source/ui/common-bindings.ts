import {type Binding, bind, commands, steers, steersRun} from './binding.ts';
import {fillLog} from './event-keys.ts';
import type {ScreenState, Surroundings, Updated, ViewId} from './state.ts';
import {askSpeed, hzStep, nextPreset, pauseOrResume, scaleCheckpoints, scaleHz} from './steering.ts';
import {back, go, open, send, stay, tell} from './transitions.ts';
import {panelCount} from './views/panels.ts';

/** What every view understands. */
export const commonBindings: readonly Binding[] = [
	steers(bind('space', 'pause or resume', pauseOrResume, ' ')),
	steers(bind('.', 'take one tick, pausing first', state => go(state, send('step', {})))),
	steersRun(bind('s', 'save a checkpoint', state => go(state, send('checkpoint', {})))),
	steersRun(bind('u', 'undo the last change of a parameter', state => go(state, send('undo', {})))),
	commands(
		'branch',
		steersRun(bind('b', 'branch: a new run from here; both go on', state => go(state, send('branch', {})))),
	),
	bind('f', 'freeze the display; the run goes on', state => stay({...state, frozen: !state.frozen})),
	bind('1', 'Live', (state, around) => showView(state, around, 'live')),
	bind('2', 'Graph', (state, around) => showView(state, around, 'graph')),
	bind('3', 'Parameters', (state, around) => showView(state, around, 'parameters')),
	bind('4', 'Events', (state, around) => showView(state, around, 'events')),
	bind('5', 'Checkpoints', (state, around) => showView(state, around, 'checkpoints')),
	bind('tab', 'move the focus to the next panel', (state, around) => moveFocus(state, around, 1)),
	bind('shift-tab', 'move the focus to the previous panel', (state, around) => moveFocus(state, around, -1)),
	bind('z', 'zoom the panel under focus, and back', state => stay({...state, zoomed: !state.zoomed})),
	bind('o', 'mouse on or off; while it is on, Shift and a drag select text', state =>
		go(
			{
				...state,
				mouse: {on: !state.mouse.on, pressed: undefined},
				notice: state.mouse.on ? 'the mouse is off' : 'the mouse is on; Shift and a drag select text',
			},
			{type: 'mouse', on: !state.mouse.on},
		),
	),
	bind('P', 'show the newest picture of the run', state => go(state, {type: 'picture'})),
	bind(':', 'palette of commands, keys, parameters and views', state => open('palette', state)),
	bind('d', 'detach: the run goes on without this screen', state => go(state, {type: 'detach'})),
	bind('q', 'quit: asks whether to detach or stop, Cancel first', state => open('quit', state)),
	bind('?', 'this help', state => open('help', state)),
	{
		...bind(
			'Ctrl-C',
			'finish the tick, save a checkpoint, exit (twice: at once)',
			state => go(state, {type: 'interrupt'}),
			'ctrl-c',
		),
		anywhere: true,
	},
	{
		...bind('Ctrl-L', 'draw the whole screen again', state => go(state, {type: 'repaint'}), 'ctrl-l'),
		anywhere: true,
	},
	{
		...bind('Ctrl-Z', 'suspend the program; fg brings it back', state => go(state, {type: 'suspend'}), 'ctrl-z'),
		anywhere: true,
	},
];

/** Keys that change parameters and pick states; views that have other uses for some of them leave those out. */
export const steeringBindings: readonly Binding[] = [
	commands('stimulus', steersRun(bind('i', 'type text into the run', state => open('text', state)))),
	steersRun(bind('p', 'set any parameter: name value', state => open('set', state))),
	steers(bind('+', 'raise Hz by a quarter', (state, around) => scaleHz(state, around, hzStep))),
	steers(bind('-', 'lower Hz by a fifth', (state, around) => scaleHz(state, around, 1 / hzStep), '-', '−')),
	steers(bind('=', 'type a value for Hz', (state, {replay}) => (replay ? askSpeed(state) : open('hz', state)))),
	steersRun(bind('[', 'previous preset of the model', (state, around) => nextPreset(state, around, -1))),
	steersRun(bind(']', 'next preset of the model', (state, around) => nextPreset(state, around, 1))),
	steersRun(bind('c', 'checkpoint interval twice as long', (state, around) => scaleCheckpoints(state, around, 2))),
	steersRun(bind('C', 'checkpoint interval half as long', (state, around) => scaleCheckpoints(state, around, 0.5))),
];

/** `r` where no checkpoint is chosen already. */
export const pickCheckpoint: Binding = commands(
	'restore',
	steers(
		bind('r', 'pick a checkpoint and restore it', (state, {checkpoints}) =>
			checkpoints.length > 0 ? open('restore', state) : tell(state, 'there is no checkpoint yet; s saves one'),
		),
	),
);

/** Another view; its first panel has the focus and nothing is zoomed. */
export function showView(state: ScreenState, around: Surroundings, view: ViewId): Updated {
	const next = {...back(state), view, focus: undefined, zoomed: false};
	return view === 'events' ? fillLog(next, around) : stay(next);
}

function moveFocus(state: ScreenState, around: Surroundings, step: 1 | -1): Updated {
	const count = panelCount(state, around);
	const next = state.focus === undefined ? (step > 0 ? 0 : count - 1) : (state.focus + step + count) % count;
	return stay({...state, focus: next});
}
