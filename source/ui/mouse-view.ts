import {wholeGraph, zoomedAt} from '../draw/graph-window.ts';
import {bindingsOf, views} from './bindings.ts';
import {logRoom, logWindow, moveInLog} from './event-keys.ts';
import {visibleEvents} from './event-log.ts';
import {hintAt} from './key-bar.ts';
import type {MouseReport} from './mouse-reports.ts';
import {moveInParameters} from './parameter-keys.ts';
import {chosenRow, moveInSaved, savedWindow} from './saved-keys.ts';
import type {MouseState, ScreenState, Surroundings, Updated} from './state.ts';
import {stay, tell} from './transitions.ts';
import {update} from './update.ts';
import {chooseNeighbour, nodeName} from './views/graph-pick.ts';
import {nodeAt, pictureCell, sharesOf} from './views/graph-point.ts';
import {pan, pick, zoomStep} from './views/graph-state.ts';
import type {ListedNeighbours} from './views/graph-view.ts';
import {choosable} from './views/parameters.ts';
import {parametersWindow} from './views/parameters-window.ts';
import {type Region, regionAt, regionsOf} from './views/regions.ts';

/** Between the presses of a double click, ms. */
const doubleMs = 400;
/** Rows of a list that a notch of the wheel moves. */
const notch = 3;
/** Notches that are taken together: what is wanted beyond is wanted less than a screen that follows. */
const mostNotches = 12;

/** What a picture tells of itself. */
export interface Drawn {
	/** The key bar is without Unicode. */
	readonly ascii: boolean;
	readonly neighbours: ListedNeighbours | undefined;
}

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

/** A key of the key bar. */
function pressHint(state: ScreenState, column: number, around: Surroundings, ascii: boolean): Updated {
	const hint = hintAt(column, state, around, ascii);
	if (hint === 'views') {
		const next = views[(views.findIndex(({id}) => id === state.view) + 1) % views.length];
		return next ? update(state, next.key, around) : stay(state);
	}
	const binding = bindingsOf[state.view].find(
		({shown, keys}) => hint !== undefined && (shown === hint || keys.includes(hint)),
	);
	return binding ? update(state, binding.keys[0], around) : stay(state);
}

interface Place {
	readonly around: Surroundings;
	readonly drawn: Drawn;
}

function pressPanel(state: ScreenState, {column, row}: MouseReport, region: Region, place: Place): Updated {
	const {panel} = region;
	const {now} = place.around;
	const last = state.mouse.pressed;
	const near = last?.row === row && Math.abs(last.column - column) < 2;
	const twice = near && last.panel === panel && now - last.at < doubleMs;
	const pressed: MouseState['pressed'] = {column, row, at: twice ? 0 : now, panel, done: twice};
	const focused = {...state, notice: undefined, focus: panel, mouse: {...state.mouse, pressed}};
	return (
		chooseNode(focused, region, row, twice, place) ??
		// The only panel of a view is not zoomed: what it has of a value is typed there.
		(twice
			? update(focused, state.view === 'parameters' ? 'return' : 'z', place.around)
			: chooseRow(focused, region, row, place.around))
	);
}

/** A neighbour that was pressed is chosen, and picked when it was pressed twice. */
function chooseNode(
	state: ScreenState,
	{id, top}: Region,
	row: number,
	twice: boolean,
	{around, drawn: {neighbours}}: Place,
): Updated | undefined {
	const at = row - top - (neighbours?.row ?? 0);
	if (id !== 'side' || state.graph.picked === undefined || !neighbours || at < 0 || at >= neighbours.count)
		return undefined;
	const chosen = {...state, graph: {...state.graph, neighbour: neighbours.first + at}};
	return twice ? update(chosen, 'return', around) : stay(chosen);
}

/** The row of a list that was pressed is chosen. */
function chooseRow(state: ScreenState, {id, top, height}: Region, row: number, around: Surroundings): Updated {
	if (id !== 'list' || row <= top || row >= top + height - 1) return stay(state);
	switch (state.view) {
		case 'events': {
			const rows = visibleEvents(state.log, around.events);
			const {from, to, chosen} = logWindow(rows, state.log, logRoom(state, around.height));
			const wanted = from + row - top - 1;
			return wanted < to && wanted !== chosen ? moveInLog(state, around, wanted - chosen) : stay(state);
		}
		case 'checkpoints': {
			const chosen = chosenRow(state, around);
			const wanted = savedWindow(chosen, around.checkpoints.length, height).first + row - top - 2;
			const isRow = row > top + 1 && wanted < around.checkpoints.length;
			return isRow ? moveInSaved(state, around, wanted - chosen) : stay(state);
		}
		case 'parameters': {
			const {lines, at, first, room, head} = parametersWindow(state, around);
			const shown = row - top - 1 - head;
			const wanted = first + shown;
			if (shown < 0 || shown >= room || lines[wanted] === undefined || lines[wanted].kind === 'group')
				return stay(state);
			const between = choosable(lines.slice(Math.min(at, wanted), Math.max(at, wanted))).length;
			return wanted === at ? stay(state) : moveInParameters(state, around, wanted > at ? between : -between);
		}
		default:
			return stay(state);
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
