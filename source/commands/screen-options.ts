import {pictureWays} from '../ui/picture-ways.ts';
import {grounds} from '../ui/theme-palettes.ts';
import {number, oneRun, type Row, switched, text} from './option-rows.ts';

/** How a run is shown. */
export const screenRows: readonly Row[] = [
	{
		name: 'ui',
		...switched,
		describe: 'the screen; --no-ui prints JSON lines instead',
		usual: 'when stdout is a terminal',
		example: true,
	},
	{
		name: 'utd-stdout',
		...switched,
		describe: 'print what the run says in text as well: echoes, status, discoveries (with --no-ui)',
		value: false,
	},
	{
		name: 'theme',
		...text,
		choices: grounds,
		describe: 'colours for a dark or a light background; -cvd: for colour blindness of any kind',
		value: 'dark',
	},
	{name: 'fps', ...number, describe: 'frames a second, 0.2 to 10', value: 4, allowed: 'a number from 0.2 to 10'},
	{
		name: 'glyphs',
		...text,
		choices: ['braille', 'block', 'ascii'],
		describe: 'what the map is drawn with',
		usual: 'braille',
		example: 'braille',
	},
	{
		name: 'color',
		...text,
		choices: ['auto', 'none', '16', '256', 'truecolor'],
		describe: 'colours',
		value: 'auto',
	},
	{
		name: 'mouse',
		...switched,
		describe: 'take the mouse: focus, choose, pick, wheel; --no-mouse leaves it to the terminal',
		value: true,
	},
	{
		name: 'pictures',
		...text,
		choices: pictureWays,
		describe: 'how P shows pictures: in the terminal in one of three ways, or as a path; auto asks the terminal',
		value: 'auto',
	},
	{
		name: 'low-bandwidth',
		...switched,
		describe: 'send less than 1.5 kB a second: ascii, no colours, 1 frame a second; options given beside it win',
		value: false,
	},
	{
		name: 'screen-reader',
		...switched,
		describe: 'sentences instead of a picture, to be read out; the environment variable ACCESSIBLE asks for it too',
		value: false,
	},
	{
		name: 'summary-every',
		...number,
		describe: 'seconds between summaries with --screen-reader, 0 = only when Enter is pressed',
		value: 30,
		allowed: 'a number from 0 to 86400',
	},
];

/** Where it goes on and who reaches it. */
export const serverRows: readonly Row[] = [
	{
		name: 'detach',
		...switched,
		describe: 'start the run, say its id and leave; connectop attach shows it',
		notInFile: oneRun,
	},
	{name: 'api', ...switched, describe: 'open the HTTP API on a port as well; it asks for a key', value: false},
	{
		name: 'api-host',
		...text,
		describe: 'address of the API; others than loopback need CONNECTOP_OPERATOR_KEY',
		value: '127.0.0.1',
	},
	{
		name: 'api-port',
		...number,
		describe: 'port of the API, 0 = any free one',
		value: 8012,
		allowed: 'a whole number from 0 to 65535',
	},
];

/** Where the options come from, apart from the command line. */
export const configurationRows: readonly Row[] = [
	{
		name: 'config',
		kind: 'path',
		describe: 'one configuration file instead of the usual ones; --no-config takes none',
		usual: 'connectop.toml, then ~/.config/connectop/config.toml',
		notInFile: 'says which file is read; give it on the command line',
	},
];
