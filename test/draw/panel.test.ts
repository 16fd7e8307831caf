import test from 'ava';
import {panel} from '../../source/draw/panel.ts';
import {createTheme} from '../../source/ui/theme.ts';

test('rows stand in a frame with a title, a note and a foot', t => {
	t.deepEqual(
		panel(['one', 'much too long'], {
			title: 'Title',
			note: 'note',
			foot: 'foot',
			width: 20,
			height: 5,
			look: createTheme('block', 0),
		}),
		[
			'╭─ Title ─── note ─╮',
			'│ one              │',
			'│ much too long    │',
			'│                  │',
			'╰─ foot ───────────╯',
		],
	);
});

test('what does not fit is left out or cut', t => {
	t.deepEqual(
		panel(['a long row'], {title: 'A long title', note: 'note', width: 12, height: 3, look: createTheme('ascii', 0)}),
		['+- A lon~ -+', '| a long ~ |', '+----------+'],
	);
});
