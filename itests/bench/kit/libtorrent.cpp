// A libtorrent session that is a DHT node alone, its limits off: libtorrent PORT
#include <chrono>
#include <libtorrent/session.hpp>
#include <libtorrent/session_params.hpp>
#include <libtorrent/settings_pack.hpp>
#include <string>
#include <thread>

int main(int argc, char **argv) {
  using pack = libtorrent::settings_pack;
  if (argc < 2) return 2;
  pack p;
  p.set_str(pack::listen_interfaces, std::string("127.0.0.1:") + argv[1]);
  p.set_str(pack::dht_bootstrap_nodes, "");
  p.set_bool(pack::enable_dht, true);
  for (int off : {pack::enable_lsd, pack::enable_upnp, pack::enable_natpmp,
                  pack::dht_restrict_routing_ips, pack::dht_restrict_search_ips,
                  pack::dht_enforce_node_id, pack::dht_prefer_verified_node_ids,
                  pack::dht_ignore_dark_internet})
    p.set_bool(off, false);
  for (int limit : {pack::dht_upload_rate_limit, pack::dht_block_ratelimit})
    p.set_int(limit, 1000000000);
  for (int limit : {pack::dht_max_peers, pack::dht_max_torrents})
    p.set_int(limit, 2000000);
  p.set_int(pack::alert_mask, 0);
  libtorrent::session_params params;
  params.settings = p;
  libtorrent::session session(params);
  for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
}
