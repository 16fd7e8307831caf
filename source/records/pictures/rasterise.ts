import {createRequire} from 'node:module';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {fontFamily} from './text.ts';

/** An SVG document as pixels. */
export interface Raster {
	readonly width: number;
	readonly height: number;
	/** RGBA, row by row: a copy, megabytes of it. */
	pixels(): Uint8Array;
	png(): Uint8Array;
}

type Resvg = typeof import('@resvg/resvg-js');

const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/**
Loads the rasteriser, a native library that some installs lack, and returns a function from SVG text to pixels. Throws
ConnectopError `picture-library` when it or its font cannot be loaded. `load` brings the library.
*/
export async function rasteriser(
	load: () => Promise<Resvg> = () => import('@resvg/resvg-js'),
): Promise<(svg: string) => Raster> {
	const {Resvg} = await load().catch((error: unknown) => {
		const where = `${process.platform}-${process.arch}`;
		const reason = messageOf(error).split('\n', 1)[0] ?? '';
		const advice = 'reinstall with optional dependencies, or turn pictures off with --viz-every 0';
		throw new ConnectopError(
			'invalid',
			'picture-library',
			`pictures need @resvg/resvg-js for ${where}, which does not load (${reason}); ${advice}`,
			{
				cause: error,
			},
		);
	});
	const font = {
		loadSystemFonts: false,
		fontFiles: fontFiles(),
		defaultFontFamily: fontFamily,
		sansSerifFamily: fontFamily,
	};
	return svg => {
		const image = new Resvg(svg, {font}).render();
		return {width: image.width, height: image.height, pixels: () => image.pixels, png: () => image.asPng()};
	};
}

/** The rasteriser has no font of its own and leaves out all text without these. */
function fontFiles(): string[] {
	const require = createRequire(import.meta.url);
	try {
		return fonts.map(file => require.resolve(`dejavu-fonts-ttf/ttf/${file}`));
	} catch (error) {
		throw new ConnectopError(
			'invalid',
			'picture-library',
			`pictures need the fonts of dejavu-fonts-ttf, which is not installed`,
			{cause: error},
		);
	}
}
