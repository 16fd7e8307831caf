import {wholeGraph, zoomedAt} from '../draw/graph-window.ts';
import {moveInLog} from './event-keys.ts';
import {type Drawn, pressHint, pressPanel} from './mouse-press.ts';
import type {MouseReport} from './mouse-reports.ts';
import {moveInSaved} from './saved-keys.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {stay, tell} from './transitions.ts';
import {update} from './update.ts';
import {chooseNeighbour, nodeName} from './views/graph-pick.ts';
import {nodeAt, pictureCell, sharesOf} from './views/graph-point.ts';
import {pan, pick, zoomStep} from './views/graph-state.ts';
import {type Region, regionAt, regionsOf} from './views/regions.ts';

/** Rows of a list that a notch of the wheel moves. */
const notch = 3;
/** Notches that are taken together: what is wanted beyond is wanted less than a screen that follows. */
const mostNotches = 12;

/** The mouse over a view: presses give the focus and choose, a double one zooms, the wheel goes through lists and nearer to the graph. */
export function overView(state: ScreenState, report: MouseReport, around: Surroundings, drawn: Drawn): Updated {
	const region = regionAt(regionsOf(state, around), report.column, report.row);
	switch (report.kind) {
		case 'press':
			if (report.row === around.height - 1) return pressHint(state, report.column, around, drawn.ascii);
			return region ? pressPanel(state, report, region, {around, drawn}) : stay(state);
		case 'drag':
			return drag(state, report, around);
		case 'release':
			return release(state, report, region, around);
		case 'wheel':
			return turnWheel(state, report, region, around);
	}
}

/** The map follows a drag that began on it. */
function drag(state: ScreenState, {column, row}: MouseReport, around: Surroundings): Updated {
	const {pressed} = state.mouse;
	if (!pressed || (pressed.column === column && pressed.row === row)) return stay(state);
	const map = regionsOf(state, around).find(({id}) => id === 'map');
	const moved = {...state, mouse: {...state.mouse, pressed: {...pressed, column, row, done: true}}};
	if (state.view !== 'graph' || !map || pressed.panel !== map.panel) return stay(moved);
	const [right, down] = [(pressed.column - column) / (map.width - 4), (pressed.row - row) / (map.height - 2)];
	return stay({...moved, graph: pan(state.graph, right, down)});
}

/** A press on a map that did not become a drag picks the node that is nearest. */
function release(
	state: ScreenState,
	{column, row}: MouseReport,
	region: Region | undefined,
	{structure}: Surroundings,
): Updated {
	const {pressed} = state.mouse;
	if (!pressed || pressed.done || region?.id !== 'map' || region.panel !== pressed.panel) return stay(state);
	const done = {...state, mouse: {...state.mouse, pressed: {...pressed, done: true}}};
	const cell = pictureCell(region, column, row);
	if (!cell) return stay(done);
	const inGraph = state.view === 'graph';
	const node = nodeAt(structure, inGraph ? state.graph.window : wholeGraph, cell);
	if (node === undefined)
		return tell(done, 'no node of this picture is known by itself; look nearer, or g and its name');
	const picked = {...done, graph: pick(state.graph, structure.graph, node)};
	if (inGraph) return stay(picked);
	const name = nodeName(structure.graph, node);
	return tell(picked, `picked ${structure.graph.names ? name : `node ${name}`}; 2 shows it`);
}

function turnWheel(
	state: ScreenState,
	{column, row, steps: all}: MouseReport,
	region: Region | undefined,
	around: Surroundings,
): Updated {
	const steps = Math.max(-mostNotches, Math.min(mostNotches, all));
	const seen = {...state, focus: region?.panel};
	const kept = ({state: next, effects}: Updated): Updated => ({state: {...next, focus: state.focus}, effects});
	switch (state.view) {
		case 'graph': {
			if (region?.id === 'side')
				return state.graph.picked === undefined
					? stay(state)
					: stay({...state, graph: chooseNeighbour(state.graph, around.structure, steps)});
			const cell = region && pictureCell(region, column, row);
			if (!cell) return stay(state);
			const window = zoomedAt(state.graph.window, zoomStep ** -steps, ...sharesOf(cell));
			return stay({...state, graph: {...state.graph, window}});
		}
		case 'events':
			return region ? kept(moveInLog(seen, around, notch * steps)) : stay(state);
		case 'checkpoints':
			return region ? kept(moveInSaved(seen, around, region.id === 'list' ? steps : notch * steps)) : stay(state);
		case 'live':
			return region?.id === 'history' ? update(state, steps < 0 ? 'left' : 'right', around) : stay(state);
		case 'parameters':
			return keysAgain(state, steps < 0 ? 'up' : 'down', Math.abs(steps), around);
	}
}

/** Presses a key some times. */
function keysAgain(state: ScreenState, key: string, times: number, around: Surroundings): Updated {
	let result = stay(state);
	for (let i = 0; i < times; i++) {
		const next = update(result.state, key, around);
		result = {state: next.state, effects: [...result.effects, ...next.effects]};
	}
	return result;
}
