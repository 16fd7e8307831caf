import type {ScreenState, Surroundings} from '../state.ts';
import {bodyHeight, checkpointPlan, split} from './body.ts';
import {graphLayoutOf} from './graph-layout.ts';
import {type FocusId, layoutOf, livePanels} from './live-layout.ts';
import {inPlaceOf} from './panels.ts';

/** Where a panel stands, in cells of the terminal, borders included. */
export interface Region {
	/** Number of the panel, as the focus has it. */
	readonly panel: number;
	readonly id: FocusId | 'side' | 'list' | 'detail';
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** What a mouse can hit of a view: that of its state, on a terminal of that size. */
type Seen = Pick<ScreenState, 'view' | 'focus' | 'zoomed' | 'log' | 'past' | 'recorded' | 'graph'>;
type Terminal = Pick<Surroundings, 'width' | 'height' | 'structure' | 'settings'>;

/** Rows of the header that every view has. */
const header = 2;

/** The panels of the view in front, from the layouts that draw them. */
export function regionsOf(state: Seen, around: Terminal): readonly Region[] {
	const {width, height} = around;
	if (width < 40 || height < 10) return [];
	switch (state.view) {
		case 'live':
			return liveRegions(state, around);
		case 'graph':
			return graphRegions(state, around);
		case 'events': {
			const {first, second} = split(height, {second: state.log.detail, focus: state.focus, zoomed: state.zoomed});
			return stacked(width, [
				['list', first],
				['detail', second],
			]);
		}
		case 'checkpoints':
			return checkpointRegions(state, width, height);
		case 'parameters':
			return stacked(width, [['list', bodyHeight(height)]]);
	}
}

/** The region of a cell. */
export const regionAt = (regions: readonly Region[], column: number, row: number): Region | undefined =>
	regions.find(
		({left, top, width, height}) => column >= left && column < left + width && row >= top && row < top + height,
	);

function liveRegions(state: Seen, around: Terminal): readonly Region[] {
	const {focus, zoomed} = state;
	const {width, height} = around;
	const inPlace = inPlaceOf(state, around);
	const panels = livePanels(width, height, inPlace);
	const whole = {left: 0, top: header, width, height: bodyHeight(height)};
	if (zoomed) {
		const panel = (focus ?? 0) % panels.length;
		const id = panels[panel];
		return id === undefined ? [] : [{...whole, panel, id}];
	}
	const {map, beside, columns, lines, events} = layoutOf(width, height);
	const places: (Omit<Region, 'panel'> | undefined)[] = [map && {id: 'map', left: 0, top: header, ...map}];
	let left = map && beside ? map.width : 0;
	const top = map && !beside ? header + map.height : header;
	const main = height - header - 1 - events;
	if (inPlace) places.push({id: inPlace, left, top, width: width - left, height: main - (top - header)});
	else if (lines === 0)
		for (const column of columns) {
			let row = top;
			for (const {id, height: tall} of column.panels) {
				places.push({id, left, top: row, width: column.width, height: tall});
				row += tall;
			}
			left += column.width;
		}
	places.push({id: 'events', left: 0, top: header + main, width, height: events});
	return places.flatMap(place => {
		const panel = place ? panels.indexOf(place.id as FocusId) : -1;
		return place && panel >= 0 ? [{...place, panel}] : [];
	});
}

function graphRegions({focus, zoomed, graph: {picked}}: Seen, {width, height, structure}: Terminal): readonly Region[] {
	const whole = zoomed ? (focus === 1 ? 'side' : 'map') : undefined;
	const known = picked !== undefined && picked < structure.graph.n;
	const {map, side, beside} = graphLayoutOf(width, bodyHeight(height), {picked: known, whole});
	return [
		...(map ? [{panel: 0, id: 'map' as const, left: 0, top: header, ...map}] : []),
		...(side
			? [
					{
						panel: 1,
						id: 'side' as const,
						left: map && beside ? map.width : 0,
						top: map && !beside ? header + map.height : header,
						...side,
					},
				]
			: []),
	];
}

function checkpointRegions(state: Seen, width: number, height: number): readonly Region[] {
	const {list, detail} = checkpointPlan(width, height, state);
	const beside = list[1] > 0 && detail[1] > 0 && list[0] < width;
	if (!beside)
		return stacked(width, [
			['list', list[1]],
			['detail', detail[1]],
		]);
	return [
		{panel: 0, id: 'list', left: 0, top: header, width: list[0], height: list[1]},
		{panel: 1, id: 'detail', left: list[0], top: header, width: detail[0], height: detail[1]},
	];
}

/** Panels of the whole width below each other; those without rows are not there. */
function stacked(width: number, panels: readonly (readonly [id: Region['id'], height: number])[]): readonly Region[] {
	let top = header;
	return panels.flatMap(([id, height], panel) => {
		const place = {panel, id, left: 0, top, width, height};
		top += height;
		return height > 0 ? [place] : [];
	});
}
