import {widthOf} from '../draw/text.ts';
import {lackOf} from './lacks.ts';
import type {ScreenState, Surroundings} from './state.ts';
import type {Theme} from './theme.ts';
import {isHistory} from './views/history.ts';

/** Keys, parted by spaces where they are several, and what they do. */
type Hint = readonly [keys: string, what: string];

/** The last row: the keys that matter now, as many as fit; palette, help and quit always do. */
export function keyBar(state: ScreenState, around: Surroundings, theme: Theme): string {
	const {paint} = theme;
	return ` ${shownHints(state, around, theme.glyphs.grade === 'ascii')
		.map(([key, what]) => `${paint.accent(key)} ${what}`)
		.join('  ')}`;
}

/** The key that stands at a column of the last row, or `views`; the words beside a key alone stand for it. */
export function hintAt(column: number, state: ScreenState, around: Surroundings, ascii: boolean): string | undefined {
	let at = 1;
	for (const [keys, what] of shownHints(state, around, ascii)) {
		const end = at + widthOf(`${keys} ${what}`);
		if (column >= at && column < end) return keyWithin(keys, column - at);
		at = end + 2;
	}
	return undefined;
}

/** Keys that stand together without a space are a character each. */
function keyWithin(keys: string, offset: number): string | undefined {
	const isName = (word: string) => word.length === 1 || /^[A-Za-z]+$/.test(word);
	let at = 0;
	const [, first, last] = /^(\d)-(\d)$/.exec(keys) ?? [];
	if (first !== undefined) return offset === 0 ? first : offset === 2 ? last : 'views';
	for (const word of keys.split(' ')) {
		if (offset >= at && offset < at + word.length) return isName(word) ? word : word[offset - at];
		at += word.length + 1;
	}
	return isName(keys) ? keys : undefined;
}

/** The commands of hints, which some runs don't have. */
const commandOfHint: Readonly<Record<string, string>> = {text: 'stimulus', restore: 'restore'};

function shownHints(state: ScreenState, around: Surroundings, ascii: boolean): readonly Hint[] {
	const {width} = around;
	const first = hints(state, around, ascii).filter(([, what]) => lackOf(around, commandOfHint[what]) === undefined);
	const last: readonly Hint[] = [
		[':', 'commands'],
		['?', 'help'],
		['q', 'quit'],
	];
	const wide = (keys: readonly Hint[]) => 1 + widthOf(keys.map(hint => hint.join(' ')).join('  '));
	for (let count = first.length; count >= 0; count--) {
		const all = [...first.slice(0, count), ...last];
		if (wide(all) <= width) return all;
	}
	return last.slice(1);
}

function hints(
	state: ScreenState,
	{settings, presets, replay, readOnly}: Surroundings,
	ascii: boolean,
): readonly Hint[] {
	const minus = ascii ? '-' : '−';
	const freeze: Hint = ['f', state.frozen ? 'unfreeze' : 'freeze'];
	const pause: Hint = ['space', settings.paused ? 'resume' : 'pause'];
	const views: Hint = ['1-5', 'views'];
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
		case 'parameters':
			return [
				...frozen,
				[arrows, 'choose'],
				...changing([ascii ? 'left right' : '← →', 'nudge'], ['Enter', 'type'], ['u', 'undo']),
				['w', 'preset'],
				...changing(['a', 'apply']),
				views,
				['/', 'filter'],
				['y', 'copy'],
				...changing(['< >', 'leap']),
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
