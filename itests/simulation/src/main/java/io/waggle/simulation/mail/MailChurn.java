package io.waggle.simulation.mail;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailException;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * T1 and T3: holders come and go for weeks, and recipients are away for three days in the mean. The
 * mailbox and the holders with their repairs are the real ones; the DHT is an oracle.
 */
public final class MailChurn implements Scenario {

  private static final int SENDERS = 3;
  private static final int RECIPIENTS = 10;
  private static final long HOUR = 60 * World.MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long AWAY = 72 * HOUR;
  private static final long SESSION = 2 * HOUR;

  /** So long after coming back the first look must have shown everything. */
  private static final long FIRST_LOOK = 5 * World.MINUTE;

  private final String id;
  private final String title;
  private final int kib;
  private final double on;
  private final double off;
  private final double life;
  private final double always;

  private MailChurn(
      String id, String title, int kib, double on, double off, double life, double always) {
    this.id = id;
    this.title = title;
    this.kib = kib;
    this.on = on;
    this.off = off;
    this.life = life;
    this.always = always;
  }

  /** The four of the design, with records of 4 KiB, and with those that a mail of 20 KiB has. */
  public static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(four("T1", 4));
    all.addAll(four("T3", 32));
    return all;
  }

  private static List<Scenario> four(String id, int kib) {
    return List.of(
        new MailChurn(id + "a", "4 h on, 8 h off", kib, 4, 8, 0, 0),
        new MailChurn(id + "b", "2 h on, 10 h off", kib, 2, 10, 0, 0),
        new MailChurn(id + "c", "2 h on, 10 h off, for 14 days and never again", kib, 2, 10, 14, 0),
        new MailChurn(id + "d", "2 h on, 10 h off, one in five always on", kib, 2, 10, 14, 0.2));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return "mail of " + kib + " KiB waits on holders that are " + title;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.least("delivered of those whose recipient came %", 99.9),
        Bar.told("found at the first look %"),
        Bar.told("mails"),
        Bar.told("days"),
        little(setting)
            ? Bar.told("copies, times the mail")
            : Bar.most("copies, times the mail", on > 2 ? 20 : 40),
        Bar.told("copies of the senders"),
        Bar.told("all bytes, times the mail"),
        Bar.told("senders: all"),
        Bar.told("senders: lookups"),
        Bar.told("senders: puts"),
        Bar.told("senders: lists"),
        Bar.told("senders: questions"),
        Bar.told("holders: all"),
        Bar.told("holders: lookups"),
        Bar.told("holders: puts"),
        Bar.told("holders: lists"),
        Bar.told("holders: questions"));
  }

  /** In every build a little is run, and what the profiles cost falls on few mails. */
  private static boolean little(Setting setting) {
    return setting.hours() < 1;
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public boolean inEveryBuild() {
    return life > 0 && always == 0 && kib == 4;
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Crypto crypto = new CheapStamps(setting.seed());
    try (HolderSet holders = new HolderSet(crypto)) {
      return new Run(setting, crypto, holders).all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MailException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody with a mailbox. */
  private static final class Person {
    private final Oracle.Member member;
    private final Correspondent who;
    private Address address;

    Person(Oracle.Member member, Correspondent who) {
      this.member = member;
      this.who = who;
    }
  }

  /** A mail on its way. */
  private static final class Sent {
    private final Person to;
    private long due = Long.MAX_VALUE;
    private long came = Long.MAX_VALUE;

    Sent(Person to) {
      this.to = to;
    }
  }

  private final class Run {
    private final Crypto crypto;
    private final HolderSet holders;
    private final World world;
    private final Chance chance;
    private final Oracle oracle;
    private final int nodes;
    private final int mails;
    private final int days;
    private final List<Oracle.Member> members = new ArrayList<>();
    private final List<Person> senders = new ArrayList<>();
    private final List<Person> recipients = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();

    Run(Setting setting, Crypto crypto, HolderSet holders) {
      this.crypto = crypto;
      this.holders = holders;
      world = new World(setting.seed(), Link.USUAL);
      chance = world.chance();
      oracle = new Oracle(world);
      boolean little = little(setting);
      nodes = setting.nodes() / 5;
      mails = little ? setting.lookups() / 16 : setting.lookups();
      days = little ? 3 : 12;
    }

    Outcome all() throws IOException, MailException {
      for (int i = 0; i < nodes; i++) {
        join(i < always * nodes);
      }
      for (int i = 0; i < SENDERS + RECIPIENTS; i++) {
        introduce(i < SENDERS);
      }
      world.run(10 * World.MINUTE);
      recipients.forEach(this::comeAndGo);
      for (int i = 0; i < mails; i++) {
        int number = i;
        long at = (long) (chance.unit() * (days / 2.0) * DAY);
        world.at(world.now() + at, () -> send(number));
      }
      world.run(days * DAY);
      return outcome();
    }

    private long exponential(double mean) {
      return (long) (-Math.log(1 - chance.unit()) * mean);
    }

    private void join(boolean stays) {
      Oracle.Member member = oracle.add(false);
      members.add(member);
      WorldTimers timers = new WorldTimers(world, member::isUp, 5 * World.MINUTE);
      member.serve(holders.holder(member, timers, HolderLimits.DEFAULT));
      member.set(stays || chance.happens(on / (on + off)));
      if (!stays) {
        turn(member);
      }
      if (life > 0) {
        world.at(
            world.now() + exponential(life * DAY),
            () -> {
              oracle.remove(member);
              join(stays);
            });
      }
    }

    private void turn(Oracle.Member member) {
      double stay = (member.isUp() ? on : off) * HOUR;
      world.at(
          world.now() + exponential(stay),
          () -> {
            if (oracle.has(member)) {
              member.set(!member.isUp());
              turn(member);
            }
          });
    }

    private void introduce(boolean sends) throws IOException, MailException {
      Oracle.Member member = oracle.add(true);
      WorldTimers timers = new WorldTimers(world, member::isUp, 0);
      Correspondent who = new Correspondent(holders.folder(), crypto, timers, member);
      Person person = new Person(member, who);
      member.serve(new News(who));
      member.set(true);
      who.telling(mail -> arrived(person, mail.subject()));
      if (sends) {
        // Nobody writes to them, and looking for mail is no cost of a mail.
        who.polling(Duration.ofDays(1));
      }
      who.start();
      person.address = who.create("somebody");
      (sends ? senders : recipients).add(person);
    }

    private void comeAndGo(Person person) {
      person.member.set(!person.member.isUp());
      boolean here = person.member.isUp();
      if (here) {
        sent.stream()
            .filter(s -> s.to == person && s.due == Long.MAX_VALUE)
            .forEach(s -> s.due = world.now());
      }
      world.at(world.now() + (here ? SESSION : exponential(AWAY)), () -> comeAndGo(person));
    }

    private void send(int number) {
      Person from = senders.get(number % SENDERS);
      Person to = recipients.get(chance.below(RECIPIENTS));
      Sent mail = new Sent(to);
      mail.due = to.member.isUp() ? world.now() : Long.MAX_VALUE;
      String text = "Subject: " + sent.size() + "\r\n\r\n" + words() + "\r\n";
      sent.add(mail);
      try {
        from.member.set(true);
        from.who.send(from.address, to.address, ByteString.of(text));
        world.at(world.now() + 2 * HOUR, () -> from.member.set(false));
      } catch (IOException | MailException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Nothing that deflates. */
    private String words() {
      byte[] bytes = crypto.random(kib == 4 ? 16 : 14 * 1024);
      return Base64.getMimeEncoder().encodeToString(bytes);
    }

    private void arrived(Person person, String subject) {
      if (subject.chars().allMatch(Character::isDigit)) {
        Sent mail = sent.get(Integer.parseInt(subject));
        mail.came = mail.to == person ? Math.min(mail.came, world.now()) : mail.came;
      }
    }

    private Traffic traffic(Collection<Oracle.Member> of) {
      return Traffic.sum(of.stream().map(Oracle.Member::traffic).toList());
    }

    private Outcome outcome() {
      long end = world.now() - SESSION;
      List<Sent> owed = sent.stream().filter(s -> s.due < end).toList();
      double delivered = owed.stream().filter(s -> s.came < Long.MAX_VALUE).count();
      double first = owed.stream().filter(s -> s.came <= s.due + FIRST_LOOK).count();
      Outcome outcome =
          new Outcome()
              .put("delivered of those whose recipient came %", 100 * delivered / owed.size())
              .put("found at the first look %", 100 * first / owed.size())
              .put("mails", owed.size())
              .put("days", days);
      costs(outcome, traffic(senders.stream().map(s -> s.member).toList()), traffic(members));
      return outcome;
    }

    private void costs(Outcome outcome, Traffic senders, Traffic holders) {
      double mail = kib * 1024.0 * mails;
      long copies = senders.of(Traffic.Kind.COPIES) + holders.of(Traffic.Kind.COPIES);
      outcome
          .put("copies, times the mail", copies / mail)
          .put("copies of the senders", senders.of(Traffic.Kind.COPIES) / mail)
          .put("all bytes, times the mail", (senders.all() + holders.all()) / mail);
      shares(outcome, "senders", senders, mail);
      shares(outcome, "holders", holders, mail);
    }

    private void shares(Outcome outcome, String who, Traffic traffic, double mail) {
      outcome
          .put(who + ": all", traffic.all() / mail)
          .put(who + ": lookups", traffic.of(Traffic.Kind.LOOKUPS) / mail)
          .put(who + ": puts", traffic.of(Traffic.Kind.PUTS) / mail)
          .put(who + ": lists", traffic.of(Traffic.Kind.LISTS) / mail)
          .put(who + ": questions", traffic.of(Traffic.Kind.QUESTIONS) / mail);
    }
  }
}
