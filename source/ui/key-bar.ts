import {widthOf} from '../draw/text.ts';
import type {ScreenState, Surroundings} from './state.ts';
import type {Theme} from './theme.ts';
import {isHistory} from './views/history.ts';

type Hint = readonly [keys: string, what: string];

/** The last row: the keys that matter now, as many as fit; palette, help and quit always do. */
export function keyBar(state: ScreenState, around: Surroundings, theme: Theme): string {
	const {paint} = theme;
	const {width} = around;
	const first = hints(state, around, theme);
	const last: readonly Hint[] = [
		[':', 'commands'],
		['?', 'help'],
		['q', 'quit'],
	];
	const text = (keys: readonly Hint[]) => keys.map(([key, what]) => `${paint.accent(key)} ${what}`).join('  ');
	for (let count = first.length; count >= 0; count--) {
		const row = ` ${text([...first.slice(0, count), ...last])}`;
		if (widthOf(row) <= width) return row;
	}
	return ` ${text(last.slice(1))}`;
}

function hints(
	state: ScreenState,
	{settings, presets, replay, readOnly}: Surroundings,
	{glyphs}: Theme,
): readonly Hint[] {
	const ascii = glyphs.grade === 'ascii';
	const minus = ascii ? '-' : '−';
	const freeze: Hint = ['f', state.frozen ? 'unfreeze' : 'freeze'];
	const pause: Hint = ['space', settings.paused ? 'resume' : 'pause'];
	const views: Hint = ['1 2 4 5', 'views'];
	/** Hints of what is possible: who only looks can steer nothing, and a replay is not changed. */
	const steering = (...keys: readonly Hint[]) => (readOnly ? [] : keys);
	const changing = (...keys: readonly Hint[]) => (readOnly || replay ? [] : keys);
	const frozen = state.frozen ? [freeze] : [];
	const thawed = state.frozen ? [] : [freeze];
	const look: Hint = [ascii ? 'arrows' : '← →', 'past'];
	const past: readonly Hint[] = isHistory(state.past.history) ? [['End', 'live'], look, ['< >', 'zoom']] : [];
	const arrows = ascii ? 'arrows' : '↑ ↓';
	switch (state.view) {
		case 'events':
			return [
				...frozen,
				[arrows, 'choose'],
				...(state.log.cursor === undefined ? [] : [['End', 'follow'] as const]),
				['/', 'filter'],
				['Enter', state.log.detail ? 'close' : 'whole'],
				views,
				['y', 'copy'],
				['l', 'level'],
				...steering(pause),
				['z', 'zoom'],
			];
		case 'graph':
			return [
				...frozen,
				['n p', 'pick'],
				[ascii ? 'arrows' : '← ↑ ↓ →', 'move'],
				[`+${minus}0`, 'look'],
				['g', 'node'],
				...changing(['x', 'act']),
				views,
				['m', 'mark'],
				['v', 'colours'],
				['e', 'edges'],
				['j k', 'neighbours'],
				...steering(pause),
			];
		case 'checkpoints':
			return [
				...frozen,
				[arrows, 'choose'],
				...steering(['Enter', replay ? 'go to' : 'restore']),
				['v', 'verify'],
				['m', state.saved.marked === undefined ? 'mark' : 'compare'],
				views,
				...changing(['s', 'save']),
				...steering(pause),
				['z', 'zoom'],
			];
		default:
			return [
				...frozen,
				...steering(pause),
				...past,
				...steering([`+${minus}=`, replay ? 'speed' : 'Hz']),
				views,
				...changing(['s', 'save']),
				...steering(['r', replay ? 'go to' : 'restore']),
				...changing(['i', 'text'], ['p', 'set'], ['u', 'undo']),
				...thawed,
				...(presets === undefined ? [] : changing(['[ ]', presets.title])),
				...steering(['.', 'tick']),
				...(past.length > 0 ? [] : [look]),
				['tab z', 'zoom'],
				['/', 'filter'],
				...changing(['c C', 'interval']),
			];
	}
}
