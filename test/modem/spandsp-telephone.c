/* A text telephone made of spandsp, which types by hand: its table and its modulator send, its V.18 receiver reads.
   Arguments: two named pipes, from and to whoever drives it; 45 or 50 baud; stop half bits; 1 where a lead of 150 ms
   comes before a character after silence. For each 20 ms it reads
     how many keys (a byte), the keys, and 160 samples heard (16 bit)
   and writes
     160 samples to send, how it stands (a byte: 1 with a carrier, 2 more with a character that is not sent whole), how
     many characters it printed (a byte), and those. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <spandsp.h>

#define FRAME 160
#define LETTERS 0x1f
#define FIGURES 0x1b

static char keys[4096];
static int first_key, last_key;

/* Half bits that are still to be sent of this character, and how long mark is held after it. */
static char bits[1024];
static int bit_count, next_bit;
static int held, hold, lead, stop, silent = 1;
static int now;

static char printed[256];
static int printed_count;

static void put_text(void *user_data, const uint8_t *text, int length)
{
    (void) user_data;
    for (int n = 0; n < length && printed_count < 255; n++)
        printed[printed_count++] = (char) text[n];
}

static void put(int bit, int half_bits)
{
    for (int n = 0; n < half_bits; n++)
        bits[bit_count++] = (char) bit;
}

static void put_code(int code)
{
    put(0, 2);
    for (int bit = 0; bit < 5; bit++)
        put((code >> bit) & 1, 2);
    put(1, stop);
}

/* spandsp gives a code, and above it the shift that goes before it where that changes. */
static void begin_character(v18_state_t *v18, int key)
{
    bit_count = next_bit = 0;
    put(1, silent ? lead : 0);
    uint16_t codes = v18_encode_baudot(v18, (uint8_t) key);
    if (codes == 0 && key != '\b')
        return;
    if ((codes & 0x3e0) != 0)
        put_code((codes >> 5) & 0x1f);
    put_code(codes & 0x1f);
    held = 0;
    silent = 0;
}

static int next_half_bit(void *user_data)
{
    if (next_bit >= bit_count && first_key < last_key)
    {
        begin_character((v18_state_t *) user_data, keys[first_key++]);
        if (first_key == last_key)
            first_key = last_key = 0;
    }
    if (next_bit < bit_count)
        now = bits[next_bit++];
    else if (held++ < hold)
        now = 1;
    else
    {
        silent = 1;
        now = '.';
    }
    return now == 0 ? 0 : 1;
}

static void need(size_t got, size_t wanted)
{
    if (got != wanted)
        exit(0);
}

int main(int argc, char *argv[])
{
    if (argc != 6)
        return 64;
    FILE *in = fopen(argv[1], "rb");
    FILE *out = fopen(argv[2], "wb");
    int is_50 = atoi(argv[3]) == 50;
    int half_bits = is_50 ? 100 * 100 : 9090;
    stop = atoi(argv[4]);
    lead = atoi(argv[5]) ? 150 * half_bits / 100000 : 0;
    hold = 300 * half_bits / 100000;
    held = hold;
    fsk_spec_t spec = {"tty", 1800, 1400, -14, -60, half_bits};
    int mode = is_50 ? V18_MODE_5BIT_50 : V18_MODE_5BIT_45;
    v18_state_t *v18 = v18_init(NULL, FALSE, mode, put_text, NULL);
    fsk_tx_state_t *tx = fsk_tx_init(NULL, &spec, next_half_bit, v18);
    for (;;)
    {
        int16_t frame[FRAME];
        int count = fgetc(in);
        if (count == EOF)
            return 0;
        need(fread(&keys[last_key], 1, (size_t) count, in), (size_t) count);
        last_key += count;
        need(fread(frame, sizeof(int16_t), FRAME, in), FRAME);
        printed_count = 0;
        if (silent)
            v18_rx(v18, frame, FRAME);
        for (int n = 0; n < FRAME; n++)
        {
            fsk_tx(tx, &frame[n], 1);
            if (now == '.')
                frame[n] = 0;
        }
        fwrite(frame, sizeof(int16_t), FRAME, out);
        fputc((silent ? 0 : 1) | (next_bit < bit_count || first_key < last_key ? 2 : 0), out);
        fputc(printed_count, out);
        fwrite(printed, 1, (size_t) printed_count, out);
        fflush(out);
    }
}
